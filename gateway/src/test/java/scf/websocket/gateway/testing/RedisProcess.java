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

/** A real redis-server on a free loopback port, without persistence; it can restart on the same port. */
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

    /** Stops the server, which loses its data. */
    public void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void restart() {
        server = start(port);
    }

    /** Runs a command on a connection of its own. */
    public <T> T ask(Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(RedisURI.create(url()));
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }

    /**
     * Simulates a step of the server's clock: atomically makes all keys expire that much earlier, or later if {@code step} is negative.
     */
    public void shiftClock(Duration step) {
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

    /** Runs an action while a client is subscribed to a channel. */
    public void listen(String channel, Runnable meanwhile) {
        RedisClient client = RedisClient.create(RedisURI.create(url()));
        try (StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub()) {
            connection.sync().subscribe(channel);
            meanwhile.run();
        } finally {
            client.shutdown();
        }
    }

    /** Closes the connections of all subscribers. */
    public void cutSubscriptions() {
        ask(redis -> redis.clientKill(KillArgs.Builder.typePubsub()));
    }

    @Override
    public void close() {
        stop();
    }
}
