package scf.websocket.push;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Utf8;

/** Extension: a push that concerns a group of connections. Immutable. */
public final class GroupPush {
    /** What the gateway does. */
    public enum Action {
        /** Adds the connection to the group. */
        JOIN,

        /** Removes the connection from the group. */
        LEAVE,

        /** Sends the message to the members, except for some. */
        SEND,

        /** Closes the members. */
        CLOSE
    }

    private final Action action;
    private final String group;
    private final List<ConnectionId> ids;
    private final @Nullable Message message;
    private final @Nullable CloseReason reason;

    private GroupPush(
            Action action,
            String group,
            List<ConnectionId> ids,
            @Nullable Message message,
            @Nullable CloseReason reason) {
        String name = Utf8.wellFormed(group);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > ExtensionFields.MAX_GROUP_BYTES) {
            throw new IllegalArgumentException(
                    "the name of a group has 1 to " + ExtensionFields.MAX_GROUP_BYTES + " bytes");
        }
        this.action = action;
        this.group = name;
        this.ids = ids;
        this.message = message;
        this.reason = reason;
    }

    /** @throws IllegalArgumentException if the group's name is not 1 to 512 bytes of UTF-8, or is {@code *} */
    public static GroupPush join(String group, ConnectionId id) {
        return new GroupPush(Action.JOIN, joinable(group), List.of(id), null, null);
    }

    /** @throws IllegalArgumentException if the group's name is not 1 to 512 bytes of UTF-8, or is {@code *} */
    public static GroupPush leave(String group, ConnectionId id) {
        return new GroupPush(Action.LEAVE, joinable(group), List.of(id), null, null);
    }

    /**
     * @param except members that do not get the message
     * @throws IllegalArgumentException if the group's name is not 1 to 512 bytes of UTF-8
     */
    public static GroupPush send(String group, Message message, List<ConnectionId> except) {
        return new GroupPush(Action.SEND, group, List.copyOf(except), message, null);
    }

    /** @throws IllegalArgumentException if the group's name is not 1 to 512 bytes of UTF-8 */
    public static GroupPush close(String group, CloseReason reason) {
        return new GroupPush(Action.CLOSE, group, List.of(), null, reason);
    }

    private static String joinable(String group) {
        if (group.equals(ExtensionFields.EVERYBODY)) {
            throw new IllegalArgumentException("the group * has every connection; it cannot be joined or left");
        }
        return group;
    }

    public Action action() {
        return action;
    }

    public String group() {
        return group;
    }

    /** Returns the connections that join, leave, or do not get the message. Unmodifiable. */
    public List<ConnectionId> ids() {
        return ids;
    }

    /** Returns the message; present for {@link Action#SEND}. */
    public Optional<Message> message() {
        return Optional.ofNullable(message);
    }

    /** Returns the reason; present for {@link Action#CLOSE}. */
    public Optional<CloseReason> reason() {
        return Optional.ofNullable(reason);
    }
}
