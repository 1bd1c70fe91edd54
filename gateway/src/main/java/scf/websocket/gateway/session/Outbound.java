package scf.websocket.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What one client is sent, from the first push, which may come before the 101, to the last. Event loop only. */
final class Outbound {
    private final Channel channel;
    private final @Nullable SendQueue queue;
    private boolean deflated;
    private @Nullable EarlyFrames early;

    /** What the newest ping said that is not answered yet, while the client does not take what it is sent. */
    private byte @Nullable [] unanswered;

    /** Some are written that are not flushed. */
    private boolean pongs;

    Outbound(Channel channel) {
        this.channel = channel;
        this.queue = channel.pipeline().get(SendQueue.class);
    }

    /** The client takes and sends compressed messages. */
    void deflate() {
        deflated = true;
    }

    boolean isDeflated() {
        return deflated;
    }

    /** Register has stored the id before it answered: others may write to it, or close it, before the 101 is out. */
    EarlyFrames early(int maxBytes) {
        EarlyFrames frames = early;
        if (frames == null) {
            frames = new EarlyFrames(maxBytes);
            early = frames;
            channel.closeFuture().addListener(closed -> forgetEarly());
        }
        return frames;
    }

    /** A frame for a client that is not sent its 101 yet. */
    SendOutcome sendEarly(OutboundFrame frame, int maxBytes) {
        EarlyFrames frames = early(maxBytes);
        SendOutcome outcome = frames.add(frame);
        countEarly(frames.bytes());
        return outcome;
    }

    private void countEarly(int bytes) {
        if (queue != null) {
            queue.early(bytes);
        }
    }

    /** Frames that were pushed before the 101 and follow it. */
    int earlyFrames() {
        return early == null ? 0 : early.size();
    }

    /** What came before the 101 is not wanted any more. */
    void forgetEarly() {
        if (early != null) {
            early = null;
            countEarly(0);
        }
    }

    /**
     * The 101 is written: what was pushed before follows it.
     *
     * @param maxBytes may wait to be sent
     * @return what was pushed before, null for nothing
     */
    @Nullable EarlyFrames opened(int maxBytes) {
        boundQueue(maxBytes);
        EarlyFrames before = early;
        early = null;
        if (before != null) {
            countEarly(0);
            before.writeTo(channel, deflated);
        }
        return before;
    }

    /** The listener has set the bound of the command line, before it was known to which API the client goes. */
    private void boundQueue(int maxBytes) {
        if (maxBytes != channel.config().getWriteBufferHighWaterMark()) {
            channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(maxBytes / 2, maxBytes));
        }
    }

    /** False if the client reads so slowly that too much waits already. */
    boolean isWritable() {
        return channel.isWritable();
    }

    /** Whether something waits that the client has not taken yet. */
    boolean isPending() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue != null && queue.totalPendingWriteBytes() > 0;
    }

    /** Done when the client has taken all that waits now. */
    Future<?> taken() {
        return channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    /** Into the socket's queue; {@link #flush} sends it. */
    void write(OutboundFrame frame) {
        channel.write(deflated ? frame.shareCompressed() : frame.share(), channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    void ping() {
        channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
    }

    /**
     * Answers a ping, or remembers it until the client reads again. Only the newest is answered then, as RFC 6455 §5.5.3 allows: one that
     * sends pings and never reads costs no more than that.
     *
     * @param content of the ping; remains the caller's
     * @return false if an earlier ping will not be answered because of this one
     */
    boolean pong(ByteBuf content) {
        if (!channel.isWritable()) {
            flushPongs();
        }
        if (channel.isWritable()) {
            channel.write(new PongWebSocketFrame(content.retain()), channel.voidPromise());
            if (!pongs) {
                pongs = true;
                channel.eventLoop().execute(this::flushPongs);
            }
            return true;
        }
        boolean first = unanswered == null;
        unanswered = ByteBufUtil.getBytes(content);
        return first;
    }

    /**
     * Sends the pongs of one turn of the event loop together: one read can hold a hundred thousand pings, and as many system calls would
     * keep all other connections of the loop waiting for seconds.
     */
    private void flushPongs() {
        if (pongs) {
            pongs = false;
            channel.flush();
        }
    }

    /** Nothing follows our close frame. */
    void forgetPing() {
        unanswered = null;
    }

    /** The client may have begun to read again. */
    void writabilityChanged() {
        byte[] ping = unanswered;
        if (ping != null && channel.isWritable()) {
            unanswered = null;
            channel.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(ping)), channel.voidPromise());
        }
    }
}
