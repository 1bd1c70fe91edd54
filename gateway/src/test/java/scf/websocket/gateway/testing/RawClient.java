package scf.websocket.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A plain socket for tests of partial handshakes, invalid frames and silent clients. */
public final class RawClient implements AutoCloseable {
    private final Socket socket;

    public RawClient(int port) {
        this(connected(port));
    }

    private static Socket connected(int port) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Wraps a connected socket, for example a TLS socket. */
    public RawClient(Socket socket) {
        this.socket = socket;
        try {
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        setTimeout();
    }

    private void setTimeout() {
        try {
            socket.setSoTimeout(15_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawClient write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawClient write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a valid handshake with these additional headers. */
    public RawClient handshake(String path, String... headers) {
        StringBuilder request = new StringBuilder(
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return write(request.append("\r\n").toString());
    }

    /** @return false if the peer has closed the connection */
    public boolean tryWrite(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads one HTTP response: the head and, if it has a length, the body. */
    public String readHttp() {
        String head = readHead();
        return head + new String(readBytes(length(head)), StandardCharsets.UTF_8);
    }

    /** Reads the head of an HTTP response. */
    public String readHead() {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                bytes.write(next);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int length(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                return Integer.parseInt(line.substring(15).trim());
            }
        }
        return 0;
    }

    /** Sends a masked frame; the mask is zero, so that a dump shows the payload in clear. */
    public RawClient frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return write(frame.toByteArray());
    }

    /** Reads the next byte, or -1 at the end of the stream. */
    public int read() {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    /** Whether the peer closes within this time without sending another byte. */
    public boolean endsWithin(int millis) {
        try {
            socket.setSoTimeout(millis);
            int next = socket.getInputStream().read();
            if (next >= 0) {
                throw new AssertionError("received another byte: " + next);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            setTimeout();
        }
    }

    public byte[] readBytes(int count) {
        try {
            return socket.getInputStream().readNBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips the rest of an unmasked frame after its first byte. */
    public RawClient skipFrame() {
        int length = read();
        int bytes = length < 126 ? 0 : length == 126 ? 2 : 8;
        long size = bytes == 0 ? length : 0;
        for (int i = 0; i < bytes; i++) {
            size = size << 8 | read();
        }
        readBytes((int) size);
        return this;
    }

    /** Closes the socket with a FIN. */
    public void disconnect() {
        close();
    }

    /** Closes the socket with a reset, as after a crash. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
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
        }
    }
}
