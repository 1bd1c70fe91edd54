package scf.websocket.channels;

import org.jspecify.annotations.Nullable;

/** The names of the gateway's groups. A prefix keeps channels and users apart. */
final class ChannelGroups {
    /** The clients of the plain room. */
    static final String PLAIN = "plain";

    private static final String ORDERED = "c:";

    private ChannelGroups() {}

    /** Returns the group whose messages have numbers. */
    static String ordered(String channel) {
        return ORDERED + channel;
    }

    /** Returns the channel of a group whose messages have numbers; null if it is another group. */
    static @Nullable String channel(String group) {
        return group.startsWith(ORDERED) ? group.substring(ORDERED.length()) : null;
    }

    /** Returns the group of a channel's subscribers with one encoding, for messages without numbers. */
    static String unordered(String channel, boolean isProtobuf) {
        return (isProtobuf ? "p:" : "j:") + channel;
    }

    /** Returns the group of a user's connections. */
    static String user(String user) {
        return "u:" + user;
    }
}
