package scf.websocket.channels.config;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * How often clients may do what, as Centrifugo PRO names it. Limits on commands are off by default, because only the
 * product knows what is much, and because each limit on users costs a statement a frame. Immutable.
 */
public final class ClientLimits {
    /**
     * The limit on errors is on by default: it costs nothing while there are none, and no working client has 20 a second.
     * A client that comes back to as many channels as it may have, and is refused in all, stays below.
     */
    private static final RateLimits ERRORS = new RateLimits(
            Collections.emptyMap(),
            Collections.emptyList(),
            List.of(RateBucket.of(JsonClientLimits.ERRORS, Duration.ofSeconds(10), 200)));

    static final ClientLimits DEFAULT = new ClientLimits(RateLimits.NONE, RateLimits.NONE, ERRORS);

    private final RateLimits ofConnection;
    private final RateLimits ofUser;
    private final RateLimits errors;

    private ClientLimits(RateLimits ofConnection, RateLimits ofUser, RateLimits errors) {
        this.ofConnection = ofConnection;
        this.ofUser = ofUser;
        this.errors = errors;
    }

    ClientLimits withConnection(RateLimits limits) {
        return new ClientLimits(limits, ofUser, errors);
    }

    ClientLimits withUser(RateLimits limits) {
        return new ClientLimits(ofConnection, limits, errors);
    }

    ClientLimits withErrors(RateLimits limits) {
        return new ClientLimits(ofConnection, ofUser, limits);
    }

    /** Returns the limits on the commands of a connection. */
    public RateLimits ofConnection() {
        return ofConnection;
    }

    /** Returns the limits on the commands of a user, on all connections together. */
    public RateLimits ofUser() {
        return ofUser;
    }

    /** Returns the limits on the errors that a connection causes. */
    public RateLimits errors() {
        return errors;
    }
}
