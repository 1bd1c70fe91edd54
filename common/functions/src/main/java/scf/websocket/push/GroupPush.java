package scf.websocket.push;

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
    private final @Nullable OrderedJoin join;
    private final @Nullable NumberedMessage numbered;

    private GroupPush(
            Action action,
            String group,
            List<ConnectionId> ids,
            @Nullable Message message,
            @Nullable CloseReason reason,
            @Nullable OrderedJoin join,
            @Nullable NumberedMessage numbered) {
        String name = Utf8.wellFormed(group);
        if (name.isEmpty() || !Utf8.isWithin(name, ExtensionFields.MAX_GROUP_BYTES)) {
            throw new IllegalArgumentException(
                    "the name of a group has 1 to " + ExtensionFields.MAX_GROUP_BYTES + " bytes");
        }
        this.action = action;
        this.group = name;
        this.ids = ids;
        this.message = message;
        this.reason = reason;
        this.join = join;
        this.numbered = numbered;
    }

    private static GroupPush of(
            Action action,
            String group,
            List<ConnectionId> ids,
            @Nullable Message message,
            @Nullable CloseReason reason) {
        return new GroupPush(action, group, ids, message, reason, null, null);
    }

    /** @throws IllegalArgumentException if the group's name is not 1 to 512 bytes of UTF-8, or is {@code *} */
    public static GroupPush join(String group, ConnectionId id) {
        return of(Action.JOIN, joinable(group), List.of(id), null, null);
    }

    /** @throws IllegalArgumentException if the group's name is not 1 to 512 bytes of UTF-8, or is {@code *} */
    public static GroupPush leave(String group, ConnectionId id) {
        return of(Action.LEAVE, joinable(group), List.of(id), null, null);
    }

    /**
     * @param except members that do not get the message
     * @throws IllegalArgumentException if the group's name is not 1 to 512 bytes of UTF-8
     */
    public static GroupPush send(String group, Message message, List<ConnectionId> except) {
        return of(Action.SEND, group, List.copyOf(except), message, null);
    }

    /** @throws IllegalArgumentException if the group's name is not 1 to 512 bytes of UTF-8 */
    public static GroupPush close(String group, CloseReason reason) {
        return of(Action.CLOSE, group, List.of(), null, reason);
    }

    /** @throws IllegalArgumentException if the group's name is not 1 to 512 bytes of UTF-8, or is {@code *} */
    public static GroupPush joinOrdered(String group, ConnectionId id, OrderedJoin join) {
        return new GroupPush(Action.JOIN, joinable(group), List.of(id), null, null, join, null);
    }

    /** @throws IllegalArgumentException if the group's name is not 1 to 512 bytes of UTF-8, or is {@code *} */
    public static GroupPush sendOrdered(String group, NumberedMessage message) {
        return new GroupPush(
                Action.SEND, joinable(group), List.of(), message.larger().orElse(null), null, null, message);
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

    /**
     * Returns the message, for {@link Action#SEND}. If it has a number, returns its larger form, or empty if it has no
     * data.
     */
    public Optional<Message> message() {
        return Optional.ofNullable(message);
    }

    /** Returns the reason; present for {@link Action#CLOSE}. */
    public Optional<CloseReason> reason() {
        return Optional.ofNullable(reason);
    }

    /** Returns where the member of an ordered group begins; empty for other joins. */
    public Optional<OrderedJoin> join() {
        return Optional.ofNullable(join);
    }

    /** Returns the message with its number; empty if it has none. */
    public Optional<NumberedMessage> numbered() {
        return Optional.ofNullable(numbered);
    }
}
