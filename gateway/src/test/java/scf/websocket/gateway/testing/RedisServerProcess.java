package scf.websocket.gateway.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.FreePorts;
import scf.websocket.testing.process.Signals;

/** A real redis-server in any of its modes, on a free port of the loopback, with options as on its command line. */
public final class RedisServerProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    /**
     * Waits until it listens.
     *
     * @param folder for its files
     * @param options beside port, address and folder
     */
    public RedisServerProcess(Path folder, String... options) {
        this(folder, port -> List.of(), options);
    }

    /** @param portOptions what comes behind the port, which was free a moment ago: another process may be faster */
    private RedisServerProcess(Path folder, IntFunction<List<String>> portOptions, String... options) {
        for (int attempt = 1; ; attempt++) {
            int candidate = FreePorts.take();
            List<String> all = new ArrayList<>(portOptions.apply(candidate));
            all.addAll(List.of(options));
            Path log = folder.resolve("redis-" + candidate + ".log");
            Process started = launch(folder, log, candidate, all);
            Await.until("redis-server listens or has ended", () -> !started.isAlive() || saysThatItListens(log));
            if (started.isAlive()) {
                process = started;
                port = candidate;
                return;
            }
            if (attempt == 3) {
                throw new AssertionError("redis-server has ended with " + started.exitValue() + ": " + text(log));
            }
        }
    }

    private static Process launch(Path folder, Path log, int port, List<String> options) {
        try {
            List<String> command =
                    new ArrayList<>(List.of(RedisExecutable.file().getAbsolutePath()));
            if (options.contains("--sentinel")) {
                command.add(
                        Files.writeString(folder.resolve("sentinel.conf"), "").toString());
            }
            command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
            command.addAll(options);
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Also while it loads its data. A connection would not show whose port it is. */
    private static boolean saysThatItListens(Path log) {
        String text = text(log);
        return text.contains("Server initialized") || text.contains("Sentinel ID is");
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that speaks TLS alone, with {@code cert.pem} and {@code key.pem} of a folder, and asks for no certificate. */
    public static RedisServerProcess withTls(Path folder, Path certificates) {
        return new RedisServerProcess(
                folder,
                port -> List.of("--port", "0", "--tls-port", Integer.toString(port)),
                "--tls-cert-file",
                certificates.resolve("cert.pem").toString(),
                "--tls-key-file",
                certificates.resolve("key.pem").toString(),
                "--tls-ca-cert-file",
                certificates.resolve("cert.pem").toString(),
                "--tls-auth-clients",
                "no");
    }

    public int port() {
        return port;
    }

    public String url() {
        return url("");
    }

    /** @param credentials like {@code :password@} */
    public String url(String credentials) {
        return "redis://" + credentials + "127.0.0.1:" + port;
    }

    /** Asks it something, as the user that needs no password. */
    public <T> T ask(Function<RedisCommands<String, String>, T> question) {
        return ask("", question);
    }

    /** @param credentials like {@code :password@} */
    public <T> T ask(String credentials, Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(RedisURI.create(url(credentials)));
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }

    /** Stops it where it is: its sockets stay open, and what it is asked waits. */
    public void freeze() {
        Signals.send("STOP", process);
    }

    public void thaw() {
        Signals.send("CONT", process);
    }

    /** While somebody listens to a channel and says nothing. */
    public void listen(String channel, Consumer<AtomicInteger> meanwhile) {
        AtomicInteger messages = new AtomicInteger();
        RedisClient client = RedisClient.create(RedisURI.create(url()));
        try (StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub()) {
            connection.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String on, String message) {
                    messages.incrementAndGet();
                }
            });
            connection.sync().subscribe(channel);
            meanwhile.accept(messages);
        } finally {
            client.shutdown();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
