package scf.websocket.gateway.session;

import org.jspecify.annotations.Nullable;

/** Whether the socket of one connection is read, and its frames are decoded. Event loop only. */
final class ReadControl {
    /** What may be read beyond a frame, while reading is paused, to see whether the client is still there. */
    private static final int READ_AHEAD_BYTES = 128 * 1024;

    private final SessionContext context;
    private final Owner owner;

    /** Null before the 101. */
    private @Nullable PacedFrameDecoder frames;

    /** The session whose socket it is. */
    interface Owner {
        /** Whether the client's close frame is all that is still of interest. */
        boolean isClosing();

        /** The socket is about to be read again. */
        void readingResumes();
    }

    ReadControl(SessionContext context, Owner owner) {
        this.context = context;
        this.owner = owner;
    }

    /** Will be told when frames may be decoded. */
    void paces(PacedFrameDecoder decoder) {
        frames = decoder;
    }

    /** We begin to close: only what is here already still counts. */
    void closing() {
        if (frames != null) {
            frames.closing();
        }
    }

    /** Whether the frame at hand came before we began to close. */
    boolean isDelivering() {
        return frames != null && frames.isDelivering();
    }

    /** Whether bytes that came before the end of the socket wait to be decoded. */
    boolean hasRest() {
        return frames != null && frames.hasRest();
    }

    /**
     * Forgets what came before the end.
     *
     * @return whether there was anything
     */
    boolean dropRest() {
        PacedFrameDecoder decoder = frames;
        if (decoder == null || !decoder.hasRest()) {
            return false;
        }
        decoder.drop();
        return true;
    }

    /** Whether there is room for another event. */
    boolean mayDecode() {
        return context.held().mayDecode(waitingBytes(), context.outbound().isDeflated());
    }

    private int waitingBytes() {
        return frames == null ? 0 : frames.waitingBytes();
    }

    /** No further frame becomes an event, and the socket is not read. */
    void pause() {
        if (frames != null) {
            frames.pause();
        }
        stop();
    }

    /** The socket is not read. */
    void stop() {
        if (owner.isClosing() && !hasRest()) {
            resume(); // Its close frame is all that is of interest.
        } else {
            context.channel().config().setAutoRead(false);
        }
    }

    /**
     * Frames become events again, until {@link #pause}; those that have come already do at once.
     *
     * @return false if that has led to a pause
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

    /** Whether as much as may be was read although reading is paused. */
    boolean isFarAhead() {
        return waitingBytes() >= context.settings().maxFrameBytes() + READ_AHEAD_BYTES;
    }

    /**
     * One read although reading is paused: otherwise nobody would notice that the socket has ended.
     *
     * @return false if there is no room for it at present
     */
    boolean once() {
        if (context.held().isScarce()) {
            return false;
        }
        context.channel().read();
        return true;
    }
}
