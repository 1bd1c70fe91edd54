package scf.websocket.channels.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a channel: {@code $} if it needs a subscription token, the namespace and a colon if it has one, any text,
 * and perhaps {@code #} with the users who may subscribe: {@code dialogs:chat#42,43}. Immutable.
 */
public final class ChannelName {
    /** The maximum length in characters, all of them ASCII. */
    public static final int MAX_LENGTH = 255;

    private static final char PRIVATE = '$';
    private static final char NAMESPACE_END = ':';
    private static final char USERS = '#';

    private final String value;
    private final String namespace;
    private final String rest;

    private ChannelName(String value, String namespace, String rest) {
        this.value = value;
        this.namespace = namespace;
        this.rest = rest;
    }

    /** Returns empty for an empty name, a longer one, and one with a control character or beyond ASCII. */
    public static Optional<ChannelName> parse(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return Optional.empty();
            }
        }
        String open = value.charAt(0) == PRIVATE ? value.substring(1) : value;
        int end = open.indexOf(NAMESPACE_END);
        return Optional.of(new ChannelName(value, end < 0 ? "" : open.substring(0, end), open.substring(end + 1)));
    }

    /** Returns the whole name. */
    public String value() {
        return value;
    }

    /** Returns the text before the first colon, without {@code $}; empty without a colon. */
    public String namespace() {
        return namespace;
    }

    /** Returns the text behind the namespace. */
    String rest() {
        return rest;
    }

    /** Returns whether subscribing takes a subscription token, whatever the options say. */
    public boolean isPrivate() {
        return value.charAt(0) == PRIVATE;
    }

    boolean hasUsers() {
        return value.indexOf(USERS) >= 0;
    }

    /** Returns the users behind the last {@code #}; none without it. */
    List<String> users() {
        return hasUsers()
                ? Arrays.asList(value.substring(value.lastIndexOf(USERS) + 1).split(","))
                : Collections.emptyList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChannelName && value.equals(((ChannelName) other).value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
