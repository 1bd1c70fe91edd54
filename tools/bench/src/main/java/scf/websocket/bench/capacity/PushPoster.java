package scf.websocket.bench.capacity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Posts pushes to a gateway over a fixed set of connections, one push at a time on each. For one thread. */
final class PushPoster implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final List<Socket> sockets = new ArrayList<>();
    private final ExecutorService threads;

    PushPoster(int port, int atATime) {
        threads = Executors.newFixedThreadPool(atATime);
        try {
            for (int i = 0; i < atATime; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(socket);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(TIMEOUT_MILLIS);
            }
        } catch (IOException e) {
            close();
            throw new IllegalStateException("no connection to the push port", e);
        }
    }

    static byte[] single(String id, String text) {
        return request("\"secConnectionID\":\"" + id + "\"", text);
    }

    static byte[] batch(List<String> ids, String text) {
        return request("\"secConnectionIDs\":[\"" + String.join("\",\"", ids) + "\"]", text);
    }

    private static byte[] request(String to, String text) {
        String body =
                "{\"websocket\":{\"action\":\"data send\"," + to + ",\"dataType\":\"text\",\"data\":\"" + text + "\"}}";
        return ("POST /api-local HTTP/1.1\r\nHost: capacity\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(ISO_8859_1);
    }

    /**
     * Posts requests, and waits for the answers.
     *
     * @throws IllegalStateException if an answer is not 200
     */
    void post(int count, IntFunction<byte[]> request) {
        List<Future<?>> parts = new ArrayList<>();
        for (int i = 0; i < sockets.size(); i++) {
            int first = i;
            parts.add(threads.submit(() -> {
                for (int number = first; number < count; number += sockets.size()) {
                    exchange(sockets.get(first), request.apply(number));
                }
                return null;
            }));
        }
        try {
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a push failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void exchange(Socket socket, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String status = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.readNBytes(length);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(status);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
