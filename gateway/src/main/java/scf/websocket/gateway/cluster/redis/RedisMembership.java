package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node among the others, from joining to leaving: one thread that in turn keeps the lease and takes over for nodes that have
 * lapsed. {@link #start} and {@link #close} are called once each; {@link #awake} is thread-safe.
 */
final class RedisMembership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisMembership.class);
    private static final int TICKS_PER_LEASE = 8;
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    /** Longest pause between two attempts to get back to Redis. */
    private static final long MOST_RETRY_MILLIS = 1000;

    /** Longest pause before the first of them. */
    private static final long HURRY_MILLIS = 100;

    private final RedisLink link;
    private final RedisOpenList openList;
    private final LeaseState state;
    private final RedisLease own;
    private final RedisTakeovers takeovers;
    private final Duration lease;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "cluster-membership");
        made.setDaemon(true);
        return made;
    });

    private final AtomicBoolean hurries = new AtomicBoolean();
    private final PauseDetector pauses;
    private volatile boolean started;
    private volatile boolean left;

    /** Under way, or the next. */
    private volatile @Nullable Future<?> scheduled;

    private String reported = "";
    private CompletableFuture<Void> waking = DONE;

    RedisMembership(
            RedisLink link,
            RedisOpenList openList,
            LeaseState state,
            RedisLease own,
            RedisTakeovers takeovers,
            Duration lease,
            LongSupplier nanoTime) {
        this.link = link;
        this.openList = openList;
        this.state = state;
        this.own = own;
        this.takeovers = takeovers;
        this.lease = lease;
        this.pauses = new PauseDetector(lease.dividedBy(2), nanoTime);
    }

    /** Whether Redis is there, as far as is known. */
    boolean isJoined() {
        return state.isJoined();
    }

    /** As {@link RedisTakeovers#hasOthers}, as of the last tick. */
    boolean hasOthers() {
        return state.isJoined() && takeovers.hasOthers();
    }

    /** Joins. Blocks. @throws RedisException if Redis is away, or the user may not do what the nodes do */
    void start() {
        link.connect();
        own.checkRights();
        own.renew();
        openList.start();
        pauses.start();
        started = true;
        tickIn(period());
    }

    private long period() {
        return lease.toMillis() / TICKS_PER_LEASE;
    }

    /** Between half of a delay and all of it: nodes that have lost Redis at the same moment do not come back at the same one. */
    private static long jittered(long millis) {
        return ThreadLocalRandom.current().nextLong(millis / 2, millis + 1);
    }

    private void tickIn(long millis) {
        try {
            scheduled = thread.schedule(this::scheduledTick, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("this node leaves");
        }
    }

    private void scheduledTick() {
        long stops = pauses.stops();
        try {
            tick();
            if (state.isJoined()) {
                pauses.settled(stops);
            }
        } finally {
            tickIn(state.isJoined() ? period() : jittered(Math.min(period(), MOST_RETRY_MILLIS)));
        }
    }

    /** Whether the ticks have not ended, before the start and after the close, too. */
    boolean isAlive() {
        Future<?> next = scheduled;
        return left || next == null || !next.isDone();
    }

    /** A connection is lost: its successor must not wait for the next renewal, which may be half a minute away. Never blocks. */
    void disconnected() {
        if (started && hurries.compareAndSet(false, true)) {
            try {
                thread.schedule(
                        () -> {
                            hurries.set(false);
                            tick();
                        },
                        jittered(HURRY_MILLIS),
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("this node leaves");
            }
        }
    }

    private void tick() {
        try {
            if (link.connect()) {
                own.connectedAnew();
            }
            own.renew();
            own.beat();
            takeovers.step(state.isStable(), thread);
            reported = "";
        } catch (RedisException e) {
            // Whatever it is (a dead peer, a primary that is a replica by now), the way back begins with new
            // connections.
            state.lost();
            link.disconnect();
            report(RedisFault.explain(e));
        } catch (RuntimeException | Error e) {
            // Whatever it is: without the next tick, the lease lapses and nobody is taken over for.
            LOG.error("the cluster's tick failed", e);
        }
    }

    /** Each reason once: the next attempt is less than a second away. */
    private void report(String reason) {
        if (!reason.equals(reported)) {
            reported = reason;
            LOG.warn("Redis: {}", reason);
        }
    }

    /** Whether {@link #awake} is complete at once. */
    boolean isAwake() {
        return !pauses.isDoubtful();
    }

    /**
     * SCF stops a process that has nothing to do, and wakes it with the next request. By then others may have taken the node for dead; a
     * connection that it named now would be gone for them at once, and an event that waited would come after its cleanup. Completes
     * normally, after a lease at the latest.
     */
    CompletionStage<Void> awake() {
        return isAwake() ? DONE : waking();
    }

    private synchronized CompletionStage<Void> waking() {
        if (waking.isDone()) {
            LOG.info("this process was stopped for more than half of its lease");
            try {
                waking = CompletableFuture.runAsync(this::wakeUp, thread)
                        .exceptionally(failure -> null)
                        .completeOnTimeout(null, lease.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("this node leaves");
            }
        }
        return waking;
    }

    private void wakeUp() {
        long stops = pauses.stops();
        tick();
        if (!state.isJoined()) {
            // The connection of before is often dead without anybody having noticed.
            tick();
        }
        // If Redis is away, it may be away for everybody: then this node's clients go on.
        pauses.settled(stops);
    }

    /** Leaves. What is still open is left to the others, who need not wait for the lease then. Blocks. */
    @Override
    public void close() {
        left = true;
        state.left();
        pauses.close();
        thread.shutdownNow();
        try {
            thread.awaitTermination(RedisSettings.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            openList.close();
            if (link.isConnected()) {
                own.end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RedisException e) {
            LOG.warn("Redis was not told that this node leaves: {}", e.toString());
        }
    }
}
