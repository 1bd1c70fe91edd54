package scf.websocket.gateway.group;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups that this node subscribes to at the {@link GroupBus}: those that somebody holds, and for some seconds those
 * that nobody holds any more, because members often come back. Thread-safe; never blocks.
 */
public final class GroupSubscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(GroupSubscriptions.class);

    /** How long a subscription outlasts its last holder. */
    static final Duration LINGER = Duration.ofSeconds(10);

    /** Subscriptions without a holder; one more ends at once. */
    static final int MAX_LINGERING = 10_000;

    /** A join waits no longer than this, because a node waits for another for 1.5 s. */
    private static final long MAX_WAIT_MILLIS = 1000;

    private final ConcurrentMap<GroupKey, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final AtomicInteger lingering = new AtomicInteger();
    private final Timer timer;
    private final LongSupplier nanoTime;

    /** Null on a single node. */
    private volatile @Nullable GroupBus bus;

    /** Guarded by the map's lock of its key. */
    private static final class Subscription {
        int holders;
        long idleSince;
        boolean isTimed;
    }

    /** Runs tasks later. */
    @FunctionalInterface
    public interface Timer {
        /** @throws RejectedExecutionException if the timer has stopped */
        void schedule(Runnable task, Duration delay);
    }

    public GroupSubscriptions(Timer timer, LongSupplier nanoTime) {
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    /** Call it before the first client is admitted. */
    public void connect(GroupBus groupBus) {
        bus = groupBus;
    }

    /** Returns the number of subscriptions. */
    public int size() {
        return subscriptions.size();
    }

    /** Subscribes to a group; each call needs a {@link #release}. */
    public void hold(GroupKey group) {
        GroupBus to = bus;
        if (to == null) {
            return;
        }
        subscriptions.compute(group, (key, present) -> {
            Subscription held = present == null ? new Subscription() : present;
            if (present == null) {
                to.subscribe(key);
            } else if (held.holders == 0) {
                lingering.decrementAndGet();
            }
            held.holders++;
            return held;
        });
    }

    public void release(GroupKey group) {
        GroupBus from = bus;
        if (from == null) {
            return;
        }
        subscriptions.computeIfPresent(group, (key, held) -> {
            held.holders--;
            if (held.holders > 0) {
                return held;
            }
            held.idleSince = nanoTime.getAsLong();
            if (lingering.incrementAndGet() > MAX_LINGERING) {
                return end(from, key);
            }
            return held.isTimed || time(from, key, held, LINGER.toNanos()) ? held : end(from, key);
        });
    }

    private @Nullable Subscription end(GroupBus from, GroupKey group) {
        lingering.decrementAndGet();
        from.unsubscribe(group);
        return null;
    }

    /** One timer a subscription, however often it is held and released. */
    private boolean time(GroupBus from, GroupKey group, Subscription held, long nanos) {
        try {
            timer.schedule(() -> expire(from, group, held), Duration.ofNanos(nanos));
            held.isTimed = true;
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway has stopped");
            return false;
        }
    }

    private void expire(GroupBus from, GroupKey group, Subscription timed) {
        subscriptions.computeIfPresent(group, (key, present) -> {
            if (present != timed) {
                return present;
            }
            present.isTimed = false;
            if (present.holders > 0) {
                return present;
            }
            long left = LINGER.toNanos() - (nanoTime.getAsLong() - present.idleSince);
            return left > 0 && time(from, key, present, left) ? present : end(from, key);
        });
    }

    /**
     * Waits until messages of other nodes to the groups arrive.
     *
     * @return false if they do not arrive now; completes normally, within a second
     */
    public CompletionStage<Boolean> acknowledged(List<GroupKey> groups) {
        GroupBus to = bus;
        if (to == null) {
            return CompletableFuture.completedFuture(true);
        }
        CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
        for (GroupKey group : groups) {
            all = all.thenCombine(to.subscribe(group), Boolean::logicalAnd);
        }
        return all.isDone() ? all : all.completeOnTimeout(false, MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
