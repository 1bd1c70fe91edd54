package scf.websocket.gateway.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks the Redis protocol like a server of another version: fixed replies by command, an error for any other command. */
public final class RespServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Map<String, String> answers;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private int connectionsToClose;

    /** @param answers replies as on the wire, by upper-case command name; an empty one is never sent */
    public RespServer(Map<String, String> answers) {
        this.answers = Map.copyOf(answers);
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "resp-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes the next {@code connections} connections at their first command, without a reply. */
    public synchronized RespServer closing(int connections) {
        connectionsToClose = connections;
        return this;
    }

    /** The number of connections that it has accepted. */
    public int accepted() {
        return sockets.size();
    }

    private synchronized boolean closesNext() {
        return connectionsToClose-- > 0;
    }

    /** A bulk string on the wire. */
    public static String bulk(String text) {
        return "$" + text.getBytes(StandardCharsets.UTF_8).length + "\r\n" + text + "\r\n";
    }

    public String url() {
        return "redis://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            return; // Closed at the end of the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            if (closesNext()) {
                command(in);
                return;
            }
            while (true) {
                String name = command(in).get(0).toUpperCase(Locale.ROOT);
                String answer = answers.getOrDefault(name, "-ERR unknown command '" + name + "'\r\n");
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return; // The client has closed.
        }
    }

    private static List<String> command(DataInputStream in) throws IOException {
        int parts = number(in, '*');
        List<String> command = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            byte[] part = new byte[number(in, '$')];
            in.readFully(part);
            in.readShort(); // CR LF, which may arrive later
            command.add(new String(part, StandardCharsets.UTF_8));
        }
        return command;
    }

    private static int number(DataInputStream in, char kind) throws IOException {
        StringBuilder line = new StringBuilder();
        for (char next = (char) in.readByte(); next != '\r'; next = (char) in.readByte()) {
            line.append(next);
        }
        in.readByte();
        if (line.charAt(0) != kind) {
            throw new IOException("not a command: " + line);
        }
        return Integer.parseInt(line.substring(1));
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
