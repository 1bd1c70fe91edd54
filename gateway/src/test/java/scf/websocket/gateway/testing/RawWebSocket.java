package scf.websocket.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A WebSocket on a {@link RawClient} that sends single frames, valid or not. */
public final class RawWebSocket implements AutoCloseable {
    public static final int TEXT = 0x81;
    public static final int BINARY = 0x82;
    public static final int FIRST_TEXT = 0x01;
    public static final int MIDDLE = 0x00;
    public static final int LAST = 0x80;
    public static final int CLOSE = 0x88;
    public static final int PING = 0x89;
    public static final int PONG = 0x8A;
    public static final int END = -1;

    /** A frame from the server; the first byte is {@link #END} if there was none. */
    @SuppressWarnings("ArrayRecordComponent") // Tests compare single components.
    public record Frame(int firstByte, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame; 1005 if it has none (RFC 6455). */
        public int code() {
            return payload.length < 2 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        }

        public String reason() {
            return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    private final RawClient client;

    private RawWebSocket(RawClient client) {
        this.client = client;
    }

    /** @throws AssertionError if the answer is not 101 */
    public static RawWebSocket open(RawClient client, String path) {
        String answer = client.handshake(path).readHttp();
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(answer);
        }
        return on(client);
    }

    /** Uses a connection after its handshake. */
    public static RawWebSocket on(RawClient client) {
        return new RawWebSocket(client);
    }

    public RawWebSocket send(int firstByte, byte[] payload) {
        client.frame(firstByte, payload);
        return this;
    }

    public RawWebSocket send(int firstByte, String payload) {
        return send(firstByte, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends raw bytes, which need not be a whole frame. */
    public RawWebSocket sendBytes(int... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int next : bytes) {
            out.write(next);
        }
        client.write(out.toByteArray());
        return this;
    }

    public RawWebSocket sendClose(int code, String reason) {
        return send(CLOSE, closePayload(code, reason));
    }

    public static byte[] closePayload(int code, String reason) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(code >> 8);
        payload.write(code);
        payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
        return payload.toByteArray();
    }

    public Frame next() {
        int first = client.read();
        if (first < 0) {
            return new Frame(END, new byte[0]);
        }
        int length = client.read();
        int lengthBytes = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (lengthBytes > 0) {
            length = 0;
            for (byte next : client.readBytes(lengthBytes)) {
                length = (length << 8) | (next & 0xFF);
            }
        }
        return new Frame(first, client.readBytes(length));
    }

    /** Reads the next frame that is not a ping. */
    public Frame nextOtherThanPing() {
        Frame frame = next();
        while (frame.firstByte() == PING) {
            frame = next();
        }
        return frame;
    }

    /** Reads the next frame that is not a ping, and answers pings. */
    public Frame nextAnsweringPings() {
        Frame frame = next();
        while (frame.firstByte() == PING) {
            send(PONG, "");
            frame = next();
        }
        return frame;
    }

    /** Whether the peer closes within this time without sending another frame. */
    public boolean endsWithin(int millis) {
        return client.endsWithin(millis);
    }

    /** Closes the socket with a FIN, without a close frame. */
    public void disconnect() {
        client.disconnect();
    }

    public void reset() {
        client.reset();
    }

    @Override
    public void close() {
        client.close();
    }
}
