package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages for constructed errors; {@link RedisRefusalTest} tests the refusals of real servers. */
class RedisFaultTest {
    private static RedisException connecting(String host, Throwable cause) {
        return RedisConnectionException.create(InetSocketAddress.createUnresolved(host, 6379), cause);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chatroom-redis",
                "loading-dock",
                "moved",
                "ask",
                "noauth.example.com",
                "readonly",
                "denied",
                "prematurely"
            })
    void theNameOfTheHostIsNotTakenForAnError(String host) {
        assertThat(RedisFault.explain(connecting(
                        host,
                        new RedisCommandExecutionException(
                                "WRONGPASS invalid username-password pair or user is disabled."))))
                .startsWith("the user name or the password in GATEWAY_REDIS (--redis) is wrong (WRONGPASS ");
        assertThat(RedisFault.explain(connecting(host, new IOException("Connection reset by peer"))))
                .startsWith("it closes the connection at once");
        assertThat(RedisFault.explain(connecting(host, new IOException("Broken pipe"))))
                .isEqualTo("Broken pipe");
    }

    @Test
    void aMessageOfTheClientIsNotTakenForAnErrorOfTheServer() {
        String rejected = "Task java.util.concurrent.FutureTask@1 rejected from a pool";
        assertThat(RedisFault.explain(new RedisException(new RejectedExecutionException(rejected))))
                .isEqualTo(rejected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOM command not allowed when used memory > 'maxmemory'.|memory is full",
                "ERR Error running script (call to f_1): @user_script:1: -OOM command not allowed.|memory is full",
                "MOVED 866 127.0.0.1:7001|is a Redis Cluster",
                "ASK 866 127.0.0.1:7001|is a Redis Cluster",
                "CLUSTERDOWN Hash slot not served|this Redis Cluster is down",
                "CROSSSLOT Keys in request don't hash to the same slot|is a Redis Cluster",
                "ERR SELECT is not allowed in cluster mode|is a Redis Cluster",
                "NOAUTH Authentication required.|wants a password",
                "ERR The user executing the script can't run this command or subcommand script: f|may not do",
                "NOPERM User loading has no permissions to run the 'readonly' command|may not do everything",
                "READONLY You can't write against a read only replica.|is a replica",
                "LOADING Redis is loading the dataset in memory|still loading",
                "DENIED Redis is running in protected mode|protected mode",
                "ERR invalid password|the password",
                "ERR max number of clients reached|maxclients",
                "ERR DB index is out of range|names a database",
                "ERR unknown command 'readonly'|lacks a command"
            })
    void theErrorOfAServerIsNamedWithOrWithoutAWrapper(String error, String sentence) {
        RedisException answer = new RedisCommandExecutionException(error);
        assertThat(RedisFault.explain(answer)).contains(sentence).endsWith("(" + error + ")");
        assertThat(RedisFault.explain(connecting("chatroom-redis", answer)))
                .contains(sentence)
                .endsWith("(" + error + ")");
    }

    @Test
    void protectedModeIsNamedEvenIfTheConnectionFails() {
        assertThat(RedisFault.explain(
                        new RedisConnectionException("DENIED Redis is running in protected mode because …")))
                .startsWith("this Redis is in protected mode");
    }
}
