package scf.websocket.gateway.session;

import org.jspecify.annotations.Nullable;

/** Controls whether the socket of one connection is read and its frames are decoded. Event loop only. */
final class ReadControl {
    /** Limit on reading ahead while paused, which detects whether the client is still there. */
    private static final int READ_AHEAD_BYTES = 128 * 1024;

    private final SessionContext context;
    private final Owner owner;

    /** Null before the 101. */
    private @Nullable PacedFrameDecoder frames;

    /** The session that owns the connection. */
    interface Owner {
        /** Whether only the client's close frame is still relevant. */
        boolean isClosing();

        /** The socket is about to be read again. */
        void readingResumes();
    }

    ReadControl(SessionContext context, Owner owner) {
        this.context = context;
        this.owner = owner;
    }

    /** Sets the decoder to control. */
    void paces(PacedFrameDecoder decoder) {
        frames = decoder;
    }

    /** We start to close: only bytes that have already arrived are delivered. */
    void closing() {
        if (frames != null) {
            frames.closing();
        }
    }

    /** Whether the current frame arrived before we started to close. */
    boolean isDelivering() {
        return frames != null && frames.isDelivering();
    }

    /** Whether bytes from before the end of the socket wait to be decoded. */
    boolean hasRest() {
        return frames != null && frames.hasRest();
    }

    /**
     * Drops bytes from before the end.
     *
     * @return whether there were any
     */
    boolean dropRest() {
        PacedFrameDecoder decoder = frames;
        if (decoder == null || !decoder.hasRest()) {
            return false;
        }
        decoder.drop();
        return true;
    }

    /** Whether the budget has room for another event. */
    boolean mayDecode() {
        return context.held().mayDecode(waitingBytes(), context.outbound().isDeflated());
    }

    private int waitingBytes() {
        return frames == null ? 0 : frames.waitingBytes();
    }

    /** Stops decoding frames and reading the socket. */
    void pause() {
        if (frames != null) {
            frames.pause();
        }
        stop();
    }

    /** Stops reading the socket. */
    void stop() {
        if (owner.isClosing() && !hasRest()) {
            resume(); // Wait for its close frame.
        } else {
            context.channel().config().setAutoRead(false);
        }
    }

    /**
     * Decodes frames, waiting ones first, until {@link #pause}.
     *
     * @return false if that has caused a pause
     */
    boolean decode() {
        return frames == null || frames.resume();
    }

    void resume() {
        if (!isReading()) {
            owner.readingResumes();
            context.channel().config().setAutoRead(true);
        }
    }

    boolean isReading() {
        return context.channel().config().isAutoRead();
    }

    /** Whether the read-ahead limit is reached. */
    boolean isFarAhead() {
        return waitingBytes() >= context.settings().maxFrameBytes() + READ_AHEAD_BYTES;
    }

    /**
     * Reads once although reading is paused; otherwise a closed socket would go unnoticed.
     *
     * @return false if there is currently no memory for it
     */
    boolean once() {
        if (context.held().isScarce()) {
            return false;
        }
        context.channel().read();
        return true;
    }
}
