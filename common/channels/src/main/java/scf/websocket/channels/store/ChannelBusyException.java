package scf.websocket.channels.store;

/** Too many publish to one channel at the same time; nothing was stored, and the command may be repeated. */
public final class ChannelBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChannelBusyException(Throwable cause) {
        super("the channel's row stayed locked", cause);
    }
}
