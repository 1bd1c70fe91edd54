package scf.websocket.channels;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import scf.websocket.channels.auth.Authenticator;
import scf.websocket.channels.config.ChannelsConfig;
import scf.websocket.channels.store.ChannelStore;
import scf.websocket.channels.store.UserStore;

/** What the handlers of commands use. Immutable. */
final class Services {
    final ChannelsConfig config;
    final Authenticator authenticator;
    final ChannelStore store;
    final UserStore users;
    final ChannelPolicy policy;
    final Clock clock;
    final Publisher publisher;
    final AnnouncementLimit announcements;

    /** @param nanoTime a monotonic clock */
    Services(
            ChannelsConfig config,
            Authenticator authenticator,
            ChannelStore store,
            UserStore users,
            ChannelPolicy policy,
            Clock clock,
            LongSupplier nanoTime) {
        this.config = config;
        this.authenticator = authenticator;
        this.store = store;
        this.users = users;
        this.policy = policy;
        this.clock = clock;
        this.publisher = new Publisher(store, config);
        this.announcements = new AnnouncementLimit(nanoTime);
    }

    /** Returns the time until a token expires; negative if it has expired. */
    Duration timeUntil(Instant expiry) {
        return Duration.between(clock.instant(), expiry);
    }
}
