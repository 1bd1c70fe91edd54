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

/** Sends frames to one client, starting with pushes that precede the 101. Event loop only. */
final class Outbound {
    private final Channel channel;
    private final @Nullable SendQueue queue;
    private boolean deflated;
    private @Nullable EarlyFrames early;

    /** Payload of the latest unanswered ping while the client does not read. */
    private byte @Nullable [] unanswered;

    /** Whether answers to pings and heartbeats were written but not flushed. */
    private boolean answers;

    Outbound(Channel channel) {
        this.channel = channel;
        this.queue = channel.pipeline().get(SendQueue.class);
    }

    /** Enables compression, as negotiated with the client. */
    void deflate() {
        deflated = true;
    }

    boolean isDeflated() {
        return deflated;
    }

    /** Frames pushed before the 101: register stores the id before it answers, so others may already send or close. */
    EarlyFrames early(int maxBytes) {
        EarlyFrames frames = early;
        if (frames == null) {
            frames = new EarlyFrames(maxBytes);
            early = frames;
            channel.closeFuture().addListener(closed -> forgetEarly());
        }
        return frames;
    }

    /** Queues a frame for a client that has not been sent its 101 yet. */
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

    /** Returns the number of frames queued before the 101. */
    int earlyFrames() {
        return early == null ? 0 : early.size();
    }

    /** Drops the frames queued before the 101. */
    void forgetEarly() {
        if (early != null) {
            early = null;
            countEarly(0);
        }
    }

    /**
     * Sends the frames queued before the 101, which is now written.
     *
     * @param maxBytes limit on unsent data
     * @return what was queued; null for nothing
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

    /** The listener set the command line's limit, before the client's API was known. */
    private void boundQueue(int maxBytes) {
        if (maxBytes != channel.config().getWriteBufferHighWaterMark()) {
            channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(maxBytes / 2, maxBytes));
        }
    }

    /** False if too much data is unsent because the client reads too slowly. */
    boolean isWritable() {
        return channel.isWritable();
    }

    /** Whether there is data that the client has not taken yet. */
    boolean isPending() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue != null && queue.totalPendingWriteBytes() > 0;
    }

    /** Completes when the client has taken all data that is currently unsent. */
    Future<?> taken() {
        return channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    /** Adds a frame to the socket's send queue; {@link #flush} sends it. */
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
     * Answers a ping, or remembers it until the client reads again. Then only the latest is answered, as RFC 6455
     * §5.5.3 allows, so a client that sends pings and never reads costs no more memory.
     *
     * @param content of the ping; the caller releases it
     * @return false if an earlier ping stays unanswered because of this one
     */
    boolean pong(ByteBuf content) {
        if (!channel.isWritable()) {
            flushAnswers();
        }
        if (channel.isWritable()) {
            channel.write(new PongWebSocketFrame(content.retain()), channel.voidPromise());
            flushSoon();
            return true;
        }
        boolean first = unanswered == null;
        unanswered = ByteBufUtil.getBytes(content);
        return first;
    }

    /**
     * Flushes the answers of one event loop turn together: one read may contain a hundred thousand pings, and a system
     * call for each would block the other connections for seconds.
     */
    void flushSoon() {
        if (!answers) {
            answers = true;
            channel.eventLoop().execute(this::flushAnswers);
        }
    }

    private void flushAnswers() {
        if (answers) {
            answers = false;
            channel.flush();
        }
    }

    /** Nothing may follow our close frame. */
    void forgetPing() {
        unanswered = null;
    }

    /** The client may be reading again. */
    void writabilityChanged() {
        byte[] ping = unanswered;
        if (ping != null && channel.isWritable()) {
            unanswered = null;
            channel.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(ping)), channel.voidPromise());
        }
    }
}
