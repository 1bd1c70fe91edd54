package scf.websocket.bench.capacity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import scf.websocket.testing.process.FreePorts;

/** A Redis on a free port of the loopback, without persistence. For one thread. */
final class RedisChild implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Ready to accept connections");

    private final Child child;
    private final int port;
    private final Socket socket;

    RedisChild(String command, Path folder) {
        port = FreePorts.take();
        child = Child.start(
                List.of(
                        command,
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no"),
                folder.resolve("redis.log"));
        try {
            child.await(READY);
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException | RuntimeException e) {
            child.close();
            throw new IllegalStateException(command + " does not start", e);
        }
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Its counters, including this query up to its answer. */
    Counts counts() {
        return RedisInfo.parse(info("all"));
    }

    String version() {
        return info("server").replaceAll("(?s).*redis_version:(\\S+).*", "$1");
    }

    private String info(String section) {
        try {
            socket.getOutputStream().write(("INFO " + section + "\r\n").getBytes(US_ASCII));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            StringBuilder length = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                length.append((char) next);
            }
            byte[] text = new byte[Integer.parseInt(length.substring(1).strip())];
            in.readFully(text);
            in.readFully(new byte[2]);
            return new String(text, US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            child.close();
        }
    }
}
