package scf.websocket.push;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway that closes each connection after its answer without announcing it, as after an idle time-out. */
final class HangingUp implements AutoCloseable {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: " + GatewayDouble.OK.length() + "\r\n\r\n" + GatewayDouble.OK;

    private final ServerSocket listener;
    private final AtomicInteger requests = new AtomicInteger();
    private final Semaphore hungUp = new Semaphore(0);

    HangingUp() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "hanging-up");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/api-local";
    }

    int requests() {
        return requests.get();
    }

    /** Waits until the connection of that request is closed. */
    void awaitHungUp(int request) throws InterruptedException {
        if (!hungUp.tryAcquire(10, TimeUnit.SECONDS)) {
            throw new AssertionError("request " + request);
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                int length = 0;
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    if (line.startsWith("Content-Length: ")) {
                        length = Integer.parseInt(line.substring("Content-Length: ".length()));
                    }
                }
                if (in.skip(length) == length && length > 0) {
                    requests.incrementAndGet();
                    socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // The client has gone, or the test has ended.
            }
            hungUp.release();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
