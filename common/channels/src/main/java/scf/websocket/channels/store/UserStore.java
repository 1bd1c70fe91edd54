package scf.websocket.channels.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.config.RateBucket;
import scf.websocket.event.ConnectionId;

/**
 * What is known about users: who is blocked or mute, where they have signed in lately, and how much of their rates they
 * have used. A user is named by 1 to {@value #MAX_USER_BYTES} bytes of UTF-8. Every method throws {@link
 * scf.websocket.connection.StoreUnavailableException} if the store does not answer in time. Thread-safe.
 */
public interface UserStore {
    /** The longest name of a user. */
    int MAX_USER_BYTES = 255;

    /** In the place of a channel's name. */
    String ALL_CHANNELS = "";

    /**
     * Stores that a user signs in. A sign-in that a later {@link #signIns} does not return has begun after it, or
     * longer ago than any event takes: then the gateway knows the connection as the user's.
     */
    void signIn(String user, ConnectionId connection);

    /**
     * Returns the connections on which the user has signed in lately, the newest first; some may have ended.
     *
     * @param limit of connections
     */
    List<ConnectionId> signIns(String user, int limit);

    /**
     * Returns what the user may not do now.
     *
     * @param channel {@link #ALL_CHANNELS} for the restrictions in all channels alone
     */
    Set<Restriction> restrictions(String user, String channel);

    /**
     * Restricts a user; replaces an earlier end.
     *
     * @param channel or {@link #ALL_CHANNELS}
     * @param expires null for never
     */
    void restrict(String user, String channel, Restriction restriction, @Nullable Instant expires);

    /**
     * Ends a restriction.
     *
     * @param channel {@link #ALL_CHANNELS} for the restriction in all channels; one in a channel remains
     * @return whether there was one
     */
    boolean lift(String user, String channel, Restriction restriction);

    /**
     * Takes tokens from a bucket of the user.
     *
     * @param wanted at least 1
     * @return how many were taken, as many as there are
     */
    int take(String user, RateBucket bucket, int wanted);

    /**
     * Removes what is out of date.
     *
     * @param limit of rows of each kind, so that the call is short
     * @return the most rows that were removed of a kind
     */
    int sweep(int limit);
}
