package scf.websocket.connection.cos;

import com.qcloud.cos.model.COSObjectSummary;
import com.qcloud.cos.model.ObjectListing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.connection.StoreUnavailableException;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.Deadline;

/**
 * Stores connections as empty objects in a bucket. Reading all of them, to broadcast, to count or to find stale ones,
 * takes one list request per thousand connections. Each operation ends within {@code COS_TIMEOUT_MILLIS}, however many
 * requests it needs, and throws {@link StoreUnavailableException} if it would take longer. Thread-safe.
 *
 * <p>This store is weaker than the port in three ways. Timestamps are those of COS, in whole seconds, so a connection
 * may count as stale a second late, never early. A list may briefly miss an object that was just stored, or contain one
 * that was just deleted, so pages and counts may be slightly out of date. A connection that is touched between the list
 * and the delete requests of {@link #removeStaleBefore} is removed.
 */
public final class CosConnectionStore implements ConnectionStore {
    /** The precision of modification times in a list; COS rounds them down. */
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    private static final Comparator<COSObjectSummary> YOUNGEST_FIRST =
            Comparator.comparing(COSObjectSummary::getLastModified).reversed();

    private final CosBucket bucket;
    private final CosKeys keys;
    private final Duration timeout;
    private final LongSupplier nanoTime;

    CosConnectionStore(CosBucket bucket, CosKeys keys, Duration timeout, LongSupplier nanoTime) {
        this.bucket = bucket;
        this.keys = keys;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    /**
     * Creates a store with the credentials of the function's execution role.
     *
     * @throws scf.websocket.config.SettingsException if {@code COS_BUCKET} or its region is missing
     */
    public static CosConnectionStore of(Settings settings) {
        return of(settings, System::getenv);
    }

    /**
     * Creates a store with other credentials.
     *
     * @param environment returns the value of a variable, null if it is not set; called for each request
     * @throws scf.websocket.config.SettingsException if {@code COS_BUCKET} or its region is missing
     */
    public static CosConnectionStore of(Settings settings, UnaryOperator<@Nullable String> environment) {
        return new CosConnectionStore(
                CosBucket.of(settings, new CosCredentials(environment)),
                new CosKeys(settings.text(Setting.COS_PREFIX)),
                settings.millis(Setting.COS_TIMEOUT_MILLIS),
                System::nanoTime);
    }

    @Override
    public void add(ConnectionId id) {
        bucket.put(keys.of(id), deadline());
    }

    @Override
    public void remove(ConnectionId id) {
        bucket.delete(keys.of(id), deadline());
    }

    @Override
    public int removeAll(Collection<ConnectionId> ids) {
        Deadline deadline = deadline();
        // COS gives the same answer for existing and for missing objects.
        int there = count(keys(ids), deadline);
        for (List<String> batch : batches(ids)) {
            bucket.deleteAll(batch, deadline);
        }
        return there;
    }

    @Override
    public void touch(Collection<ConnectionId> ids) {
        Deadline deadline = deadline();
        for (List<String> batch : batches(ids)) {
            bucket.renew(batch, deadline);
        }
    }

    @Override
    public boolean contains(ConnectionId id) {
        return bucket.exists(keys.of(id), deadline());
    }

    @Override
    public long count() {
        long[] number = {0};
        walk(null, MAX_PAGE, object -> {
            number[0] += keys.id(object.getKey()).isPresent() ? 1 : 0;
            return true;
        });
        return number[0];
    }

    @Override
    public List<ConnectionId> page(@Nullable ConnectionId after, int limit) {
        return first(after, checkLimit(limit), limit, object -> true);
    }

    @Override
    public List<ConnectionId> staleBefore(Instant instant, @Nullable ConnectionId after, int limit) {
        return first(after, checkLimit(limit), MAX_PAGE, object -> isStale(object, instant));
    }

    /** Reads the complete list on each call, to find the oldest objects. */
    @Override
    public int removeStaleBefore(Instant instant, int limit) {
        PriorityQueue<COSObjectSummary> oldest = new PriorityQueue<>(checkLimit(limit), YOUNGEST_FIRST);
        Deadline deadline = walk(null, MAX_PAGE, object -> {
            if (isStale(object, instant) && keys.id(object.getKey()).isPresent()) {
                oldest.add(object);
                if (oldest.size() > limit) {
                    oldest.remove();
                }
            }
            return true;
        });
        if (!oldest.isEmpty()) {
            bucket.deleteAll(oldest.stream().map(COSObjectSummary::getKey).collect(Collectors.toList()), deadline);
        }
        return oldest.size();
    }

    @Override
    public void close() {
        bucket.close();
    }

    private Deadline deadline() {
        return Deadline.in(timeout, nanoTime);
    }

    private static int checkLimit(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("limit must be between 1 and " + MAX_PAGE);
        }
        return limit;
    }

    private static boolean isStale(COSObjectSummary object, Instant instant) {
        return !object.getLastModified().toInstant().plus(RESOLUTION).isAfter(instant);
    }

    private NavigableSet<String> keys(Collection<ConnectionId> ids) {
        return ids.stream().map(keys::of).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<List<String>> batches(Collection<ConnectionId> ids) {
        List<String> sorted = new ArrayList<>(keys(ids));
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += MAX_PAGE) {
            batches.add(sorted.subList(from, Math.min(from + MAX_PAGE, sorted.size())));
        }
        return batches;
    }

    /** Fills a page with connection ids, skipping objects that another writer added and that are not connections. */
    private List<ConnectionId> first(
            @Nullable ConnectionId after, int limit, int listSize, Predicate<COSObjectSummary> wanted) {
        List<ConnectionId> ids = new ArrayList<>();
        walk(after == null ? null : keys.of(after), listSize, object -> {
            if (wanted.test(object)) {
                keys.id(object.getKey()).ifPresent(ids::add);
            }
            return ids.size() < limit;
        });
        return ids;
    }

    /** Passes each object to the visitor until it returns false. */
    private Deadline walk(@Nullable String after, int listSize, Predicate<COSObjectSummary> visitor) {
        Deadline deadline = deadline();
        String marker = after;
        do {
            ObjectListing list = bucket.list(keys.prefix(), marker, listSize, deadline);
            if (!list.getObjectSummaries().stream().allMatch(visitor)) {
                break;
            }
            marker = next(list);
        } while (marker != null);
        return deadline;
    }

    /** Counts the keys that exist. Skips from one wanted key to the next; usually all fit into one page. */
    private int count(NavigableSet<String> wanted, Deadline deadline) {
        int there = 0;
        NavigableSet<String> left = wanted;
        String passed = "";
        while (!left.isEmpty()) {
            String before = keys.before(left.first());
            String marker = passed.compareTo(before) > 0 ? passed : before;
            ObjectListing list = bucket.list(keys.prefix(), marker, MAX_PAGE, deadline);
            for (COSObjectSummary object : list.getObjectSummaries()) {
                there += left.contains(object.getKey()) ? 1 : 0;
            }
            String next = next(list);
            if (next == null) {
                break;
            }
            left = left.tailSet(next, false);
            passed = next;
        }
        return there;
    }

    /** Null at the end of the list. */
    private static @Nullable String next(ObjectListing list) {
        if (!list.isTruncated()) {
            return null;
        }
        String next = list.getNextMarker();
        if (next == null || next.isEmpty()) {
            throw new StoreUnavailableException("COS returned a truncated list without a next marker", null);
        }
        return next;
    }
}
