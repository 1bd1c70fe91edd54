package scf.websocket.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A handwritten WebSocket client that can break the rules. For one thread. */
public final class Wire implements AutoCloseable {
    /**
     * A frame of the server.
     *
     * @param opcode of RFC 6455, section 5.2
     * @param payload a character for each byte
     */
    public record Frame(int opcode, String payload) {
        public int closeCode() {
            return payload.length() < 2 ? 1005 : payload.charAt(0) << 8 | payload.charAt(1);
        }
    }

    private static final int NOTHING = -1;
    private static final Frame NONE = new Frame(NOTHING, "");
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private Socket socket = new Socket();
    private final byte[] buffer = new byte[64 * 1024];
    private int filled;
    private boolean goodbye;

    /** @return the status of the handshake's answer */
    public int connect(int port) throws IOException {
        return connect(port, null);
    }

    /**
     * @param tls null for plain HTTP
     * @return the status of the handshake's answer
     */
    public int connect(int port, @Nullable SSLContext tls) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
        socket.setSoTimeout(15_000);
        if (tls != null) {
            socket = tls.getSocketFactory().createSocket(socket, "localhost", port, true);
        }
        String handshake = """
                GET /release/websocket HTTP/1.1
                Host: storm
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """;
        socket.getOutputStream().write(handshake.replace("\n", "\r\n").getBytes(ISO_8859_1));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            if (next < 0 || head.size() > 8192) {
                throw new IOException("no handshake");
            }
            head.write(next);
        }
        return Integer.parseInt(head.toString(ISO_8859_1).substring(9, 12));
    }

    public void send(int opcode, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        // A mask of zeros is valid.
        frame.putInt(0).put(payload);
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }

    public void send(String text) throws IOException {
        send(1, text.getBytes(UTF_8));
    }

    /** @return the next frame, opcode -1 if there is none within {@code millis} */
    public Frame read(int millis) throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        while (true) {
            Frame frame = parse();
            if (frame.opcode() != NOTHING) {
                return frame;
            }
            long left = (deadline - System.nanoTime()) / 1_000_000L;
            if (left <= 0) {
                return NONE;
            }
            socket.setSoTimeout((int) left);
            try {
                int count = socket.getInputStream().read(buffer, filled, buffer.length - filled);
                if (count < 0) {
                    throw new IOException("end of stream");
                }
                filled += count;
            } catch (SocketTimeoutException e) {
                return NONE;
            }
        }
    }

    /** Reads until the text arrives, and answers pings. @return false if it does not arrive in time, or the other side closes */
    public boolean awaitText(String text, int millis) throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        for (long left = millis; left > 0; left = (deadline - System.nanoTime()) / 1_000_000L) {
            Frame frame = read((int) left);
            if (frame.opcode() == 1 && frame.payload().equals(text)) {
                return true;
            }
            if (frame.opcode() == PING) {
                send(PONG, frame.payload().getBytes(ISO_8859_1));
            } else if (frame.opcode() == CLOSE) {
                throw new IOException("closed with " + frame.closeCode());
            }
        }
        return false;
    }

    /** Sends a close frame and waits for the answer. */
    public void sayGoodbye() throws IOException {
        send(CLOSE, new byte[] {3, (byte) 0xE8});
        while (read(2000).opcode() >= 0 && !goodbye) {
            // Skip the frames before it.
        }
    }

    private Frame parse() {
        int length = filled < 2 ? 0 : buffer[1] & 0x7f;
        int head = length == 126 ? 4 : 2;
        if (filled < head) {
            return NONE;
        }
        if (length == 126) {
            length = ByteBuffer.wrap(buffer, 2, 2).getShort() & 0xffff;
        }
        if (filled < head + length) {
            return NONE;
        }
        String payload = new String(buffer, head, length, ISO_8859_1);
        int opcode = buffer[0] & 0x0f;
        filled -= head + length;
        System.arraycopy(buffer, head + length, buffer, 0, filled);
        goodbye = opcode == CLOSE;
        return new Frame(opcode, payload);
    }

    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
