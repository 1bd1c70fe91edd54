package scf.websocket.soak.siege;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** The socket of an attacker, which reads only when told to, and writes as long as the peer accepts bytes. For one thread. */
final class AttackSocket implements AutoCloseable {
    static final int TEXT = 0x81;
    static final int FIRST_TEXT = 0x01;
    static final int MIDDLE = 0x00;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8A;

    /** With RSV1 set: compressed. */
    static final int DEFLATED_TEXT = 0xC1;

    private final SocketChannel channel;
    private final Selector selector;
    private final AttackTally tally;
    private final int stalledMillis;

    AttackSocket(InetSocketAddress target, InetAddress from, AttackTally tally, int stalledMillis) throws IOException {
        this.tally = tally;
        this.stalledMillis = stalledMillis;
        this.channel = SocketChannel.open();
        this.selector = Selector.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, AttackContext.SMALL_BUFFER);
            channel.bind(new InetSocketAddress(from, 0));
            channel.socket().connect(target, 2000);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            tally.count("no connection");
            close();
            throw e;
        }
    }

    /** Performs a handshake. @return the status of the answer, which is counted; 0 for none */
    int handshake(String... headers) throws IOException {
        ask(headers);
        return status();
    }

    /** Sends a handshake and does not wait for the answer. */
    void ask(String... headers) throws IOException {
        StringBuilder request = new StringBuilder("""
                GET /release/websocket HTTP/1.1
                Host: siege
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                """.replace("\n", "\r\n"));
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        send(request.append("\r\n").toString().getBytes(ISO_8859_1));
    }

    /** The status of the next HTTP response, which is counted. */
    int status() throws IOException {
        return status(15_000);
    }

    int status(int millis) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (head.size() < 8192 && !head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            if (read(one, millis) <= 0) {
                tally.count("no answer");
                return 0;
            }
            head.write(one.get(0));
            one.clear();
        }
        String status = head.toString(ISO_8859_1).substring(9, 12);
        tally.count(status);
        return Integer.parseInt(status);
    }

    private int read(ByteBuffer into, int millis) throws IOException {
        int count = channel.read(into);
        if (count == 0) {
            await(SelectionKey.OP_READ, millis);
            count = channel.read(into);
        }
        return count;
    }

    private void await(int operation, int millis) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
    }

    /** @return false if the peer does not accept all bytes within a moment */
    boolean send(byte... bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        long stalled = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(stalledMillis);
        while (rest.hasRemaining()) {
            int count = channel.write(rest);
            tally.sent(count);
            if (count == 0) {
                if (System.nanoTime() >= stalled) {
                    return false;
                }
                await(SelectionKey.OP_WRITE, stalledMillis);
            }
        }
        return true;
    }

    /** Masked with zeros, which is a valid mask. */
    static byte[] frameOf(int firstByte, byte... payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) firstByte);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** Reads the bytes that have arrived, without waiting. @return whether the peer has closed the socket */
    boolean isCut() {
        ByteBuffer some = ByteBuffer.allocate(AttackContext.SMALL_BUFFER);
        try {
            int count = channel.read(some);
            while (count > 0) {
                bookClose(some);
                some.clear();
                count = channel.read(some);
            }
            return count < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** The close code, if the bytes end in a close frame: accurate enough for a table. */
    private void bookClose(ByteBuffer some) {
        for (int i = 0; i + 3 < some.position(); i++) {
            if ((some.get(i) & 0xFF) == CLOSE && some.get(i + 1) >= 2) {
                int code = (some.get(i + 2) & 0xFF) << 8 | (some.get(i + 3) & 0xFF);
                if (code >= 1000 && code < 5000) {
                    tally.count("close " + code);
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException e) {
            tally.count("sockets that did not close");
        }
    }
}
