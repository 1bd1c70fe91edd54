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

/** A real redis-server in any mode on a free loopback port, with options as on its command line. */
public final class RedisServerProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    /**
     * Starts the server and waits until it listens.
     *
     * @param folder the folder for its files
     * @param options the options other than port, address and folder
     */
    public RedisServerProcess(Path folder, String... options) {
        this(folder, port -> List.of(), options);
    }

    /** @param portOptions the port options for a port; retried with another one if a different process takes the port first */
    private RedisServerProcess(Path folder, IntFunction<List<String>> portOptions, String... options) {
        for (int attempt = 1; ; attempt++) {
            int candidate = FreePorts.take();
            List<String> all = new ArrayList<>(portOptions.apply(candidate));
            all.addAll(List.of(options));
            Path log = folder.resolve("redis-" + candidate + ".log");
            Process started = launch(folder, log, candidate, all);
            Await.until("redis-server listens or ends", () -> !started.isAlive() || reportsListening(log));
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
                Path settings = folder.resolve("sentinel.conf");
                command.add((Files.exists(settings) ? settings : Files.writeString(settings, "")).toString());
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

    /** True also while the server loads its data. A connection attempt would not tell which process has the port. */
    private static boolean reportsListening(Path log) {
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

    /** A server that accepts only TLS, with {@code cert.pem} and {@code key.pem} of a folder, without client certificates. */
    public static RedisServerProcess withTls(Path folder, Path certificates, String... options) {
        List<String> all = new ArrayList<>(tls(certificates));
        all.addAll(List.of(options));
        return new RedisServerProcess(
                folder,
                port -> List.of("--port", "0", "--tls-port", Integer.toString(port)),
                all.toArray(String[]::new));
    }

    /** The options for TLS, except the port, with {@code cert.pem} and {@code key.pem} of a folder. */
    public static List<String> tls(Path certificates) {
        return List.of(
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

    /** Runs a command as the default user without a password. */
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

    /** Suspends the process: its sockets stay open and commands wait. */
    public void freeze() {
        Signals.stop(process);
    }

    public void thaw() {
        Signals.send("CONT", process);
    }

    /** Runs an action while a client is subscribed to a channel; the action gets the count of received messages. */
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
