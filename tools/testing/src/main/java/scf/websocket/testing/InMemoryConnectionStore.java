package scf.websocket.testing;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.connection.StoreUnavailableException;
import scf.websocket.event.ConnectionId;

/** An in-memory connection store with the same contract as the real ones, and with simulated failures. Thread-safe. */
public final class InMemoryConnectionStore implements ConnectionStore {
    private final ConcurrentSkipListMap<String, Instant> times = new ConcurrentSkipListMap<>();
    private final Clock clock;
    private volatile boolean down;
    private volatile boolean letGo;

    public InMemoryConnectionStore() {
        this(Clock.systemUTC());
    }

    public InMemoryConnectionStore(Clock clock) {
        this.clock = clock;
    }

    /** Makes every operation throw {@link StoreUnavailableException} until {@link #comeUp}. */
    public void goDown() {
        down = true;
    }

    public void comeUp() {
        down = false;
    }

    /** Returns the ids of all connections, sorted. */
    public List<String> ids() {
        return List.copyOf(times.keySet());
    }

    @Override
    public void add(ConnectionId id) {
        up().put(id.value(), clock.instant());
    }

    @Override
    public void remove(ConnectionId id) {
        up().remove(id.value());
    }

    @Override
    public int removeAll(Collection<ConnectionId> ids) {
        Map<String, Instant> present = up();
        return (int)
                ids.stream().filter(id -> present.remove(id.value()) != null).count();
    }

    @Override
    public void touch(Collection<ConnectionId> ids) {
        Map<String, Instant> present = up();
        ids.forEach(id -> present.computeIfPresent(id.value(), (key, time) -> clock.instant()));
    }

    @Override
    public boolean contains(ConnectionId id) {
        return up().containsKey(id.value());
    }

    @Override
    public long count() {
        return up().size();
    }

    @Override
    public List<ConnectionId> page(@Nullable ConnectionId after, int limit) {
        return first(walk(after).map(Map.Entry::getKey), limit);
    }

    @Override
    public List<ConnectionId> staleBefore(Instant instant, @Nullable ConnectionId after, int limit) {
        return first(
                walk(after).filter(entry -> entry.getValue().isBefore(instant)).map(Map.Entry::getKey), limit);
    }

    @Override
    public int removeStaleBefore(Instant instant, int limit) {
        List<ConnectionId> oldest = first(
                up().entrySet().stream()
                        .filter(entry -> entry.getValue().isBefore(instant))
                        .sorted(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey),
                limit);
        return removeAll(oldest);
    }

    @Override
    public void close() {
        letGo = true;
    }

    /** Returns whether {@link #close} was called. */
    public boolean isLetGo() {
        return letGo;
    }

    private Stream<Map.Entry<String, Instant>> walk(@Nullable ConnectionId after) {
        return up().tailMap(after == null ? "" : after.value(), false).entrySet().stream();
    }

    private static List<ConnectionId> first(Stream<String> ids, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("limit must be between 1 and " + MAX_PAGE);
        }
        return ids.limit(limit).map(ConnectionId::of).collect(Collectors.toList());
    }

    private ConcurrentSkipListMap<String, Instant> up() {
        if (down) {
            throw new StoreUnavailableException("simulated failure of the store", null);
        }
        return times;
    }
}
