package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisOptionsTest {
    @Test
    void setsEveryOptionThatMattersInABadNetwork() {
        ClientOptions options = RedisDialer.options(RedisSettings.TIMEOUT, null);
        assertThat(options.isAutoReconnect()).isFalse();
        assertThat(options.getDisconnectedBehavior()).isEqualTo(DisconnectedBehavior.REJECT_COMMANDS);
        assertThat(options.getRequestQueueSize()).isEqualTo(20_000);
        assertThat(options.isPingBeforeActivateConnection()).isTrue();
        assertThat(options.getTimeoutOptions().isTimeoutCommands()).isTrue();
        SocketOptions sockets = options.getSocketOptions();
        assertThat(sockets.getConnectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(sockets.isTcpNoDelay()).isTrue();
        assertThat(sockets.isKeepAlive()).isTrue();
        assertThat(sockets.getKeepAlive().getIdle()).isEqualTo(Duration.ofSeconds(10));
        assertThat(sockets.getKeepAlive().getInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(sockets.getKeepAlive().getCount()).isEqualTo(3);
    }
}
