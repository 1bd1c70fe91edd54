package scf.websocket.gateway.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

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
        this(freePort(), folder, options);
    }

    private RedisServerProcess(int port, Path folder, String... options) {
        this.port = port;
        try {
            List<String> command =
                    new ArrayList<>(List.of(RedisExecutable.file().getAbsolutePath()));
            if (List.of(options).contains("--sentinel")) {
                command.add(
                        Files.writeString(folder.resolve("sentinel.conf"), "").toString());
            }
            command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
            command.addAll(List.of(options));
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis-" + port + ".log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("redis-server listens", this::listens);
    }

    /** One that speaks TLS alone, with {@code cert.pem} and {@code key.pem} of a folder, and asks for no certificate. */
    public static RedisServerProcess withTls(Path folder, Path certificates) {
        int port = freePort();
        return new RedisServerProcess(
                port,
                folder,
                "--port",
                "0",
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                certificates.resolve("cert.pem").toString(),
                "--tls-key-file",
                certificates.resolve("key.pem").toString(),
                "--tls-ca-cert-file",
                certificates.resolve("cert.pem").toString(),
                "--tls-auth-clients",
                "no");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new AssertionError("redis-server has ended with " + process.exitValue());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
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
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill -" + name + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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
