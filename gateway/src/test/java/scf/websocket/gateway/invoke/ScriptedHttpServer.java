package scf.websocket.gateway.invoke;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP/1.1 server on which a test scripts each connection byte by byte. */
final class ScriptedHttpServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    /** What the server does on a connection; the connection closes when the script returns. */
    @FunctionalInterface
    interface Script {
        /** @param number the number of the connection, from 0 */
        void run(Exchange exchange, int number) throws IOException;
    }

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();

    ScriptedHttpServer(Script script) {
        this("127.0.0.1", 0, script);
    }

    ScriptedHttpServer(String address, int port, Script script) {
        try {
            server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getByName(address), port), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(() -> accept(script));
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                int number = sockets.size() - 1;
                daemon(() -> run(script, socket, number));
            }
        } catch (IOException e) {
            // Closed at the end of the test.
        }
    }

    private void run(Script script, Socket socket, int number) {
        try (socket) {
            script.run(new Exchange(socket), number);
        } catch (IOException e) {
            // The client has closed; the test observes that at the client.
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return sockets.size();
    }

    /** A complete response with this body. */
    static String answer(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** One connection and its parsed requests. */
    final class Exchange {
        final Socket socket;
        private final InputStream in;

        Exchange(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
        }

        /** Reads the next request, head and body. */
        String request() throws IOException {
            String head = head();
            Matcher length = LENGTH.matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            String request = head + new String(body, StandardCharsets.UTF_8);
            requests.add(request);
            return request;
        }

        String head() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int read = in.read();
                if (read < 0) {
                    throw new IOException("the client has closed");
                }
                head.write(read);
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Reads until the client closes. */
        void untilClosed() throws IOException {
            while (in.read() >= 0) {
                // Discards what is left.
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
