package scf.websocket.gateway.testing;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;
import redis.embedded.RedisServer;
import scf.websocket.testing.process.FreePorts;

/** A real redis-server on a free port of the loopback, without persistence; can be stopped and started again at the same port. */
public final class RedisProcess implements AutoCloseable {
    private final int port = FreePorts.take();
    private RedisServer server = start(port);

    private static RedisServer start(int port) {
        try {
            RedisServer server = RedisServer.newRedisServer()
                    .executableProvider(RedisExecutable::file)
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("requirepass secret")
                    .build();
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "redis://:secret@127.0.0.1:" + port;
    }

    /** Its data is lost. */
    public void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void startAgain() {
        server = start(port);
    }

    /** Asks it something. */
    public <T> T ask(Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(RedisURI.create(url()));
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }

    /**
     * What a step of its machine's clock does: everything expires by so much earlier, or later if it is negative. Nobody sees it half
     * done.
     */
    public void stepClock(Duration step) {
        String script = """
                for _, key in ipairs(redis.call('keys', '*')) do
                  local left = redis.call('pttl', key)
                  if left >= 0 then
                    redis.call('pexpire', key, left - tonumber(ARGV[1]))
                  end
                end
                return 1
                """;
        ask(redis -> redis.eval(script, ScriptOutputType.INTEGER, new String[0], Long.toString(step.toMillis())));
    }

    /** While somebody listens to a channel and says nothing. */
    public void listen(String channel, Runnable meanwhile) {
        RedisClient client = RedisClient.create(RedisURI.create(url()));
        try (StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub()) {
            connection.sync().subscribe(channel);
            meanwhile.run();
        } finally {
            client.shutdown();
        }
    }

    /** Cuts the connections of all who listen. */
    public void cutSubscriptions() {
        ask(redis -> redis.clientKill(KillArgs.Builder.typePubsub()));
    }

    @Override
    public void close() {
        stop();
    }
}
