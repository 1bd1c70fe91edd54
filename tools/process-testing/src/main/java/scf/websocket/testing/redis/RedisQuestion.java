package scf.websocket.testing.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** One command to a server on the loopback interface, over a connection of its own. */
final class RedisQuestion {
    /** Longer than any command of the kit takes; a suspended server does not answer. */
    private static final int MILLIS = 10_000;

    private RedisQuestion() {}

    /**
     * Returns the parts of the answer as texts, one for each element of a list. An error is an answer, too.
     *
     * @param password of the default user; empty for none
     */
    static List<String> ask(int port, String password, String... command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
            socket.setSoTimeout(MILLIS);
            InputStream answers = new BufferedInputStream(socket.getInputStream());
            List<String> parts = new ArrayList<>();
            if (!password.isEmpty()) {
                socket.getOutputStream().write(request("AUTH", password));
                read(answers, parts);
                parts.clear();
            }
            socket.getOutputStream().write(request(command));
            read(answers, parts);
            return parts;
        }
    }

    private static byte[] request(String... command) {
        StringBuilder text = new StringBuilder("*" + command.length + "\r\n");
        for (String word : command) {
            text.append('$').append(word.getBytes(UTF_8).length).append("\r\n");
            text.append(word).append("\r\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private static void read(InputStream from, List<String> parts) throws IOException {
        String line = line(from);
        String rest = line.substring(1);
        switch (line.charAt(0)) {
            case '$' -> {
                int length = Integer.parseInt(rest);
                if (length >= 0) {
                    byte[] text = from.readNBytes(length);
                    from.readNBytes("\r\n".length());
                    parts.add(new String(text, UTF_8));
                }
            }
            case '*' -> {
                for (int left = Integer.parseInt(rest); left > 0; left--) {
                    read(from, parts);
                }
            }
            default -> parts.add(rest);
        }
    }

    private static String line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) {
                throw new EOFException("no answer");
            }
            line.write(next);
        }
        return line.toString(UTF_8).trim();
    }
}
