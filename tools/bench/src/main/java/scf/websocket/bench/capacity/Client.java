package scf.websocket.bench.capacity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A handwritten client, to cost this machine little: it counts messages and drops them, and answers pings. Its mask is zero, which is
 * valid. Thread-safe.
 */
final class Client extends ByteToMessageDecoder {
    private static final int MESSAGE_BYTES = 100;
    private static final int NUMBER_DIGITS = 6;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LONGER = 126;
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};
    private static final byte[] NORMAL = {0x03, (byte) 0xe8};
    private static final byte[] HANDSHAKE = """
            GET /release/websocket HTTP/1.1
            Host: capacity
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

            """.replace("\n", "\r\n").getBytes(ISO_8859_1);

    private final byte[] text;
    private final Tally tally;
    private final Runnable opened;
    private final Runnable closed;
    private final AtomicInteger toSend = new AtomicInteger();
    private final CompletableFuture<ChannelHandlerContext> open = new CompletableFuture<>();
    private volatile boolean ended;

    /**
     * @param number that its messages begin with
     * @param opened run once, when the handshake has succeeded or failed
     * @param closed run once, when the connection has ended or could not be made
     */
    Client(int number, Tally tally, Runnable opened, Runnable closed) {
        String digits = String.format("%0" + NUMBER_DIGITS + "d", number);
        this.text = (digits + "x".repeat(MESSAGE_BYTES - NUMBER_DIGITS)).getBytes(ISO_8859_1);
        this.tally = tally;
        this.opened = opened;
        this.closed = closed;
    }

    /** The number of the client that sent the message. */
    static int number(String text) {
        return Integer.parseInt(text.substring(0, NUMBER_DIGITS));
    }

    void connected(boolean success) {
        if (!success) {
            end("cannot connect");
        }
    }

    void closeWhenOpen() {
        open.thenAccept(context -> context.writeAndFlush(frame(CLOSE, NORMAL)));
    }

    boolean isClosed() {
        return ended;
    }

    void send(int count) {
        toSend.set(count);
        open.thenAccept(context -> context.writeAndFlush(frame(TEXT, text)));
    }

    /** Reports that the previous message has arrived. */
    void came() {
        tally.countSent();
        if (toSend.decrementAndGet() > 0) {
            open.thenAccept(context -> context.writeAndFlush(frame(TEXT, text)));
        }
    }

    private static ByteBuf frame(int opcode, byte[] payload) {
        return Unpooled.buffer(payload.length + 6)
                .writeByte(FINAL | opcode)
                .writeByte(MASKED | payload.length)
                .writeInt(0)
                .writeBytes(payload);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.wrappedBuffer(HANDSHAKE));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!open.isDone()) {
            handshake(context, in);
            return;
        }
        int start = in.readerIndex();
        int length = in.readableBytes() < 2 ? LONGER : in.getByte(start + 1);
        int header = length == LONGER ? 4 : 2;
        if (in.readableBytes() < header) {
            return;
        }
        length = length == LONGER ? in.getUnsignedShort(start + 2) : length;
        if (in.readableBytes() >= header + length) {
            take(context, in.getByte(start) & 0x0f, ByteBufUtil.getBytes(in, start + header, length));
            in.skipBytes(header + length);
        }
    }

    private void handshake(ChannelHandlerContext context, ByteBuf in) {
        int end = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(BLANK_LINE), in);
        if (end < 0) {
            return;
        }
        String answer = in.readCharSequence(end - in.readerIndex() + BLANK_LINE.length, ISO_8859_1)
                .toString();
        if (answer.startsWith("HTTP/1.1 101 ")) {
            opened.run();
            open.complete(context);
        } else {
            tally.failed("not a 101: " + answer);
            context.close();
        }
    }

    private void take(ChannelHandlerContext context, int opcode, byte[] payload) {
        if (opcode == TEXT) {
            tally.countReceived();
        } else if (opcode == PING) {
            tally.countPing();
            context.writeAndFlush(frame(PONG, payload));
        } else if (opcode == CLOSE) {
            context.close();
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        end("the gateway ended it before its answer");
    }

    private void end(String failure) {
        if (!open.isDone()) {
            tally.failed(failure);
            opened.run();
        }
        if (!ended) {
            ended = true;
            closed.run();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        context.close();
    }
}
