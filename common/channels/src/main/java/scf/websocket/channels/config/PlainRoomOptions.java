package scf.websocket.channels.config;

/**
 * The room of clients that speak no protocol but send plain text, as the documented chat room does, and the channel
 * that mirrors it. Immutable.
 */
public final class PlainRoomOptions {
    private final String path;
    private final String channel;

    PlainRoomOptions(String path, String channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Returns where its clients connect: the stage and the path behind it, such as {@code /release/websocket}. */
    public String path() {
        return path;
    }

    /** Returns the channel that has the same messages; its namespace is configured. */
    public String channel() {
        return channel;
    }
}
