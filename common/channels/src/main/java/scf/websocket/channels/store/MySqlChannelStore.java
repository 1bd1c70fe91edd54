package scf.websocket.channels.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.event.ConnectionId;

/**
 * Stores channels in the tables of {@code sql/003_channels.sql}, on MySQL 5.7 or later or MariaDB 10.6 or later. All
 * statements go to one server that accepts writes. Thread-safe.
 */
public final class MySqlChannelStore implements ChannelStore {
    private final MySqlPublications publications;
    private final MySqlSubscriptions subscriptions;
    private final MySqlSweep sweep;

    private MySqlChannelStore(MySqlPublications publications, MySqlSubscriptions subscriptions, MySqlSweep sweep) {
        this.publications = publications;
        this.subscriptions = subscriptions;
        this.sweep = sweep;
    }

    /**
     * @param database the pool of the connection store, whose table is in the same database
     * @param nanoTime a monotonic clock
     */
    public static MySqlChannelStore of(DataSource database, Clock clock, LongSupplier nanoTime) {
        MySqlRunner runner = new MySqlRunner(database, nanoTime);
        return new MySqlChannelStore(
                new MySqlPublications(runner, clock),
                new MySqlSubscriptions(runner, clock),
                new MySqlSweep(runner, clock));
    }

    @Override
    public Published publish(NewPublication publication) {
        return publications.publish(publication);
    }

    @Override
    public HistoryPage history(String channel, HistoryQuery query, HistoryLimits limits) {
        return publications.history(channel, query, limits);
    }

    @Override
    public void removeHistory(String channel) {
        publications.removeHistory(channel);
    }

    @Override
    public Map<String, StreamPosition> positions(Collection<String> channels) {
        return publications.positions(channels);
    }

    @Override
    public boolean subscribe(Subscriber subscriber) {
        return subscriptions.add(subscriber);
    }

    @Override
    public Optional<Subscriber> unsubscribe(String channel, ConnectionId connection) {
        return subscriptions.remove(channel, connection);
    }

    @Override
    public boolean extend(String channel, ConnectionId connection, @Nullable Instant expires) {
        return subscriptions.extend(channel, connection, expires);
    }

    @Override
    public List<Subscriber> end(ConnectionId connection) {
        return subscriptions.end(connection);
    }

    @Override
    public List<Subscriber> subscribers(String channel, int limit) {
        return subscriptions.ofChannel(channel, limit);
    }

    @Override
    public List<String> occupied(String prefix, int limit) {
        return subscriptions.occupied(prefix, limit);
    }

    @Override
    public PresenceCount count(String channel) {
        return subscriptions.count(channel);
    }

    @Override
    public List<Subscriber> expired(Duration grace, int limit) {
        return subscriptions.expired(grace, limit);
    }

    @Override
    public int sweep(int limit) {
        return sweep.run(limit);
    }

    @Override
    public Orphans orphans(String after, int limit) {
        return sweep.orphans(after, limit);
    }
}
