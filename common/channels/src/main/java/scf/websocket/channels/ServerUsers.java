package scf.websocket.channels;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.store.Restriction;
import scf.websocket.channels.store.UserStore;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.Utf8;

/**
 * What the server does to users: {@link Channels} describes it. Every method throws {@link ChannelException} with error
 * 107 unless the user is named by 1 to 255 bytes. Thread-safe.
 */
final class ServerUsers {
    /** Of one user, under way at one moment. */
    private static final int MAX_SIGN_INS = 100;

    private final UserStore store;

    ServerUsers(UserStore store) {
        this.store = store;
    }

    private static void require(String user) {
        if (user.isEmpty() || !Utf8.isWithin(user, UserStore.MAX_USER_BYTES)) {
            throw new ChannelException(ProtocolError.BAD_REQUEST);
        }
    }

    boolean disconnect(String user, Disconnect disconnect, PostOutlet outlet) {
        require(user);
        outlet.close(ChannelGroups.user(user), disconnect.closeReason());
        // A connection whose connect is under way joins the group later; its row came before.
        for (ConnectionId id : store.signIns(user, MAX_SIGN_INS)) {
            outlet.close(id, disconnect.closeReason());
        }
        return outlet.isTaken();
    }

    boolean block(String user, @Nullable Instant expireAt, PostOutlet outlet) {
        require(user);
        store.restrict(user, UserStore.ALL_CHANNELS, Restriction.BLOCK, expireAt);
        return disconnect(user, UserGuard.BLOCKED, outlet);
    }

    boolean unblock(String user) {
        require(user);
        return store.lift(user, UserStore.ALL_CHANNELS, Restriction.BLOCK);
    }

    /** @param channel or {@link UserStore#ALL_CHANNELS} */
    void mute(String user, String channel, @Nullable Instant expireAt) {
        require(user);
        store.restrict(user, channel, Restriction.MUTE, expireAt);
    }

    /** @param channel or {@link UserStore#ALL_CHANNELS} */
    boolean unmute(String user, String channel) {
        require(user);
        return store.lift(user, channel, Restriction.MUTE);
    }
}
