package scf.websocket.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * The client's end of one WebSocket connection (RFC 6455) on a blocking socket; nothing waits longer than {@value
 * #TIMEOUT_MILLIS} ms. Not thread-safe.
 */
final class IdleConnection implements Closeable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int MAX_RESPONSE_BYTES = 4096;
    private static final int MESSAGE_BYTES = 100;
    private static final int FINAL = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int TEXT = 0x01;
    private static final int MASKED = 0x80;
    private static final int LARGEST_SHORT_LENGTH = 125;
    private static final byte[] MESSAGE = message();

    private final Socket socket;

    private IdleConnection(Socket socket) {
        this.socket = socket;
    }

    /**
     * Connects to loopback and makes the handshake.
     *
     * @param extensions what {@code Sec-WebSocket-Extensions} offers, empty for no such header
     * @throws IOException if the answer is not a 101
     */
    static IdleConnection open(int port, String extensions) throws IOException {
        IdleConnection connection = new IdleConnection(new Socket(InetAddress.getLoopbackAddress(), port));
        try {
            // A reset instead of TIME_WAIT: repeated runs would otherwise use up the local ports.
            connection.socket.setSoLinger(true, 0);
            connection.socket.setSoTimeout(TIMEOUT_MILLIS);
            connection.handshake(port, extensions);
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void handshake(int port, String extensions) throws IOException {
        String offer = extensions.isEmpty() ? "" : "Sec-WebSocket-Extensions: " + extensions + "\r\n";
        String request = "GET /release/websocket HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" + offer + "\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        String response = response();
        if (!response.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("not a 101: " + response);
        }
        if (!extensions.isEmpty() && !response.contains(extensions)) {
            throw new IOException("did not accept " + extensions + ": " + response);
        }
    }

    private String response() throws IOException {
        byte[] bytes = new byte[MAX_RESPONSE_BYTES];
        int length = 0;
        // No server speaks before it is spoken to, so nothing follows the blank line.
        while (length < 4 || bytes[length - 1] != '\n' || bytes[length - 3] != '\n') {
            int count = socket.getInputStream().read(bytes, length, bytes.length - length);
            if (count <= 0) {
                throw new EOFException("no whole answer: " + new String(bytes, 0, length, ISO_8859_1));
            }
            length += count;
        }
        return new String(bytes, 0, length, ISO_8859_1);
    }

    /** Sends a text message of {@value #MESSAGE_BYTES} bytes and waits for the one that answers it. */
    void exchange() throws IOException {
        socket.getOutputStream().write(MESSAGE);
        byte[] header = socket.getInputStream().readNBytes(2);
        if (header.length < 2 || (header[0] & OPCODE) != TEXT || header[1] < 0 || header[1] > LARGEST_SHORT_LENGTH) {
            throw new IOException("not a short text message of a server");
        }
        socket.getInputStream().skipNBytes(header[1]);
    }

    private static byte[] message() {
        int header = 2 + 4;
        byte[] frame = new byte[header + MESSAGE_BYTES];
        frame[0] = (byte) (FINAL | TEXT);
        frame[1] = (byte) (MASKED | MESSAGE_BYTES);
        // The mask is zero, so the payload is sent as it is: letters, no two neighbours alike, for deflate's sake.
        for (int i = header; i < frame.length; i++) {
            frame[i] = (byte) ('A' + i * 7 % 26);
        }
        return frame;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
