package scf.websocket.channels;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.config.ChannelOptions;
import scf.websocket.channels.config.ChannelRules;
import scf.websocket.channels.config.ChannelsConfig;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.store.ChannelStore;
import scf.websocket.channels.store.CommandKey;
import scf.websocket.channels.store.HistoryLimits;
import scf.websocket.channels.store.HistoryPage;
import scf.websocket.channels.store.HistoryQuery;
import scf.websocket.channels.store.MySqlChannelStore;
import scf.websocket.channels.store.MySqlUserStore;
import scf.websocket.channels.store.PresenceCount;
import scf.websocket.channels.store.Subscriber;
import scf.websocket.channels.store.UserStore;
import scf.websocket.config.Settings;
import scf.websocket.push.Deadline;
import scf.websocket.push.HttpReversePush;
import scf.websocket.push.ReversePush;

/**
 * The server side of channels, for any Java code that reaches the database and the push URL. It may use every channel
 * whose namespace is configured. Each method throws {@link ChannelException} if the channel does not exist or does not
 * offer what is asked for, and {@link scf.websocket.connection.StoreUnavailableException} if the database does not
 * answer. Thread-safe.
 */
public final class Channels implements AutoCloseable {
    /** The most subscribers that {@link #presence} returns, and that {@link #unsubscribe} reaches. */
    public static final int MAX_SUBSCRIBERS = 10_000;

    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

    /** Bounds one page of history. */
    private static final int MAX_BYTES = 1 << 20;

    private final ChannelsConfig config;
    private final ChannelStore store;
    private final ServerUsers users;
    private final ServerSubscriptions subscriptions;
    private final Publisher publisher;
    private final ReversePush push;
    private final LongSupplier nanoTime;
    private final @Nullable Deadline deadline;

    /** @param nanoTime a monotonic clock */
    Channels(ChannelsConfig config, ChannelStore store, UserStore users, ReversePush push, LongSupplier nanoTime) {
        this(config, store, new ServerUsers(users), push, nanoTime, null);
    }

    private Channels(
            ChannelsConfig config,
            ChannelStore store,
            ServerUsers users,
            ReversePush push,
            LongSupplier nanoTime,
            @Nullable Deadline deadline) {
        this.config = config;
        this.store = store;
        this.users = users;
        this.subscriptions = new ServerSubscriptions(store);
        this.publisher = new Publisher(store, config);
        this.push = push;
        this.nanoTime = nanoTime;
        this.deadline = deadline;
    }

    /**
     * @param settings those of the functions: {@code CHANNELS_CONFIG}, {@code PUSH_URL} and its token
     * @param database with the tables of the functions; the caller closes it
     * @param nanoTime a monotonic clock
     * @throws scf.websocket.config.SettingsException naming the setting that is missing or malformed
     */
    public static Channels of(Settings settings, DataSource database, Clock clock, LongSupplier nanoTime) {
        return new Channels(
                ChannelsConfig.of(settings),
                MySqlChannelStore.of(database, clock, nanoTime),
                MySqlUserStore.of(database, clock, nanoTime),
                HttpReversePush.of(settings, nanoTime),
                nanoTime);
    }

    /** Returns the same channels, which wait for the gateway until then at most. Only one of both has to be closed. */
    public Channels until(Deadline latest) {
        return new Channels(config, store, users, push, nanoTime, latest);
    }

    private PostOutlet outlet() {
        return new PostOutlet(push, deadline == null ? Deadline.in(TIME_LIMIT, nanoTime) : deadline);
    }

    private ChannelRules rules(String channel) {
        ChannelRules rules = config.rules(channel);
        rules.unusable().ifPresent(error -> {
            throw new ChannelException(error);
        });
        return rules;
    }

    /** Returns whether the channel keeps publications: only then, an idempotency key has an effect. */
    public boolean keepsHistory(String channel) {
        return rules(channel).options().history();
    }

    /**
     * Publishes. A publication that is stored reaches the subscribers even if the gateway is unreachable now. Without
     * history, it is lost then: error 100.
     *
     * @param publication with data of at most 64 KB
     * @param idempotencyKey a second publication with it is the first one, while that is kept; null for none
     * @return the position; empty if the channel keeps no history
     */
    public Optional<StreamPosition> publish(String channel, Publication publication, @Nullable String idempotencyKey) {
        ChannelRules rules = rules(channel);
        if (publication.data().bytes() > Publisher.MAX_DATA_BYTES) {
            throw new ChannelException(ProtocolError.LIMIT_EXCEEDED);
        }
        PostOutlet outlet = outlet();
        Optional<StreamPosition> position = publisher.publish(
                channel,
                publication,
                idempotencyKey == null ? CommandKey.random() : CommandKey.of(idempotencyKey),
                rules.options(),
                outlet);
        if (position.isEmpty() && !outlet.isTaken()) {
            throw new ChannelException(ProtocolError.INTERNAL);
        }
        return position;
    }

    /**
     * Publishes to several channels, one after another. Throws before the first if one of them does not exist, and at the
     * first whose publish fails: with an idempotency key, the whole call can be repeated.
     */
    public void broadcast(List<String> channels, Publication publication, @Nullable String idempotencyKey) {
        channels.forEach(this::rules);
        channels.forEach(channel -> publish(channel, publication, idempotencyKey));
    }

    /**
     * Reads history. A page has at most 10,000 publications and 1 MB; the next continues behind its last publication.
     *
     * @param limit 0 for the position alone, -1 for all that is kept and fits
     * @param since the last offset that is not wanted; null to begin at the end where the order begins
     */
    public HistoryPage history(String channel, int limit, @Nullable Long since, boolean isReverse) {
        ChannelRules rules = rules(channel);
        if (!rules.options().history()) {
            throw new ChannelException(ProtocolError.NOT_AVAILABLE);
        }
        HistoryLimits limits = Publisher.limits(rules.options());
        return store.history(channel, HistoryQuery.of(limit, since, isReverse, MAX_BYTES, limits), limits);
    }

    /** Drops the history of a channel; its numbers go on. */
    public void removeHistory(String channel) {
        rules(channel);
        store.removeHistory(channel);
    }

    /** Returns who is in a channel, at most 10,000. */
    public List<ClientInfo> presence(String channel) {
        requirePresence(channel);
        return store.subscribers(channel, MAX_SUBSCRIBERS).stream()
                .map(Subscriber::info)
                .collect(Collectors.toList());
    }

    /** Counts who is in a channel. */
    public PresenceCount presenceStats(String channel) {
        requirePresence(channel);
        return store.count(channel);
    }

    /**
     * Returns the channels with presence or join_leave that somebody is subscribed to, and how many clients each has, by
     * name.
     *
     * @param prefix of the names; empty for all channels
     * @throws ChannelException with error 106 if they have more than 10,000 subscriptions
     */
    public Map<String, Integer> occupied(String prefix) {
        return subscriptions.occupied(prefix);
    }

    private void requirePresence(String channel) {
        if (!rules(channel).options().presence()) {
            throw new ChannelException(ProtocolError.NOT_AVAILABLE);
        }
    }

    /**
     * Closes all connections of a user, including those on which the user is signing in at this moment. The user may
     * sign in again: see {@link #blockUser}.
     *
     * @param disconnect with a code from 3500 on, clients do not come back
     * @return whether the gateway has accepted it
     */
    public boolean disconnect(String user, Disconnect disconnect) {
        return users.disconnect(user, disconnect, outlet());
    }

    /**
     * Keeps a user out, and closes all connections of the user with code 3507, after which clients do not come back.
     * Anonymous clients have no user.
     *
     * @param user of 1 to 255 bytes
     * @param expireAt the end; null for none
     * @return whether the gateway has accepted it; otherwise connections stay open until they publish or renew their
     *     token, or until the next call
     */
    public boolean blockUser(String user, @Nullable Instant expireAt) {
        return users.block(user, expireAt, outlet());
    }

    /**
     * Lets a blocked user sign in again.
     *
     * @return whether the user was blocked
     */
    public boolean unblockUser(String user) {
        return users.unblock(user);
    }

    /**
     * Refuses what a user publishes, with error 103, from the next command on.
     *
     * @param user of 1 to 255 bytes
     * @param channel null for all
     * @param expireAt the end; null for none
     */
    public void muteUser(String user, @Nullable String channel, @Nullable Instant expireAt) {
        users.mute(user, muted(channel), expireAt);
    }

    /**
     * Lets a user publish again.
     *
     * @param channel null to end the restriction in all channels; those in single channels remain
     * @return whether the user was mute there
     */
    public boolean unmuteUser(String user, @Nullable String channel) {
        return users.unmute(user, muted(channel));
    }

    private String muted(@Nullable String channel) {
        if (channel == null) {
            return UserStore.ALL_CHANNELS;
        }
        rules(channel);
        return channel;
    }

    /** Like {@link #unsubscribe(String, String, String)}, for all clients of the user. */
    public boolean unsubscribe(String user, String channel) {
        return unsubscribe(user, channel, null);
    }

    /**
     * Ends the subscriptions of a user to a channel with presence or join_leave; in other channels, nobody knows who is
     * subscribed: error 108. The connections keep the permissions of a subscriber until they end: {@link #disconnect}
     * takes them away.
     *
     * @param user empty for anonymous clients
     * @param client only this one; null for all of the user
     * @return whether the gateway has accepted it
     */
    public boolean unsubscribe(String user, String channel, @Nullable String client) {
        ChannelOptions options = rules(channel).options();
        if (!options.presence() && !options.joinLeave()) {
            throw new ChannelException(ProtocolError.NOT_AVAILABLE);
        }
        PostOutlet outlet = outlet();
        subscriptions.end(user, channel, client, outlet);
        return outlet.isTaken();
    }

    /** Releases threads and sockets. */
    @Override
    public void close() {
        push.close();
    }
}
