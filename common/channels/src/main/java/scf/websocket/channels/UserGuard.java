package scf.websocket.channels;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.store.Restriction;
import scf.websocket.channels.store.UserStore;
import scf.websocket.event.ConnectionId;

/**
 * Keeps blocked users out and mute ones silent, while one frame is handled. Anonymous clients have no user that could
 * be blocked. Asks the store once for each channel. Not thread-safe.
 */
final class UserGuard {
    /** Blocked clients do not come back. */
    static final Disconnect BLOCKED = Disconnect.PERMISSION_DENIED;

    private final UserStore users;

    /** By channel. */
    private final Map<String, Set<Restriction>> known = new HashMap<>();

    UserGuard(UserStore users) {
        this.users = users;
    }

    /**
     * Lets a user sign in.
     *
     * @throws ConnectionRefusal if the user is blocked
     */
    void signIn(String user, ConnectionId connection) {
        if (!user.isEmpty()) {
            // Before the question: see Channels.disconnect.
            users.signIn(user, connection);
            stay(user);
        }
    }

    /** @throws ConnectionRefusal if the user is blocked */
    void stay(String user) {
        restrictions(user, UserStore.ALL_CHANNELS);
    }

    /**
     * @throws CommandRefusal if the user is mute
     * @throws ConnectionRefusal if the user is blocked, which the gateway did not learn
     */
    void publish(String user, String channel) {
        if (restrictions(user, channel).contains(Restriction.MUTE)) {
            throw new CommandRefusal(ProtocolError.MUTE);
        }
    }

    private Set<Restriction> restrictions(String user, String channel) {
        if (user.isEmpty()) {
            return Set.of();
        }
        Set<Restriction> restrictions = known.computeIfAbsent(channel, absent -> users.restrictions(user, channel));
        if (restrictions.contains(Restriction.BLOCK)) {
            throw new ConnectionRefusal(BLOCKED);
        }
        return restrictions;
    }
}
