package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.redis.RedisFault;
import scf.websocket.gateway.redis.RedisSettings;

/**
 * This node's membership in the cluster: a thread that keeps the lease and takes over for nodes whose lease has lapsed.
 * Call {@link #start} and {@link #close} once each; {@link #awake} is thread-safe.
 */
final class RedisMembership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisMembership.class);
    private static final int TICKS_PER_LEASE = 8;
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    /** Longest delay between two attempts to reconnect. */
    private static final long MAX_RETRY_MILLIS = 1000;

    /** Longest delay before the first of them. */
    private static final long HURRY_MILLIS = 100;

    private final RedisLink link;
    private final RedisOpenList openList;
    private final LeaseState state;
    private final RedisLease own;
    private final RedisTakeovers takeovers;
    private final Duration lease;
    private final ScheduledExecutorService thread = oneThread();

    private final AtomicBoolean hurries = new AtomicBoolean();
    private final PauseDetector pauses;
    private volatile boolean started;
    private volatile boolean left;

    /** The current or next tick. */
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

    private static ScheduledExecutorService oneThread() {
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "cluster-membership");
            made.setDaemon(true);
            return made;
        });
        // A shutdown waits for a tick that runs, not for the next one.
        one.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return one;
    }

    /** Whether Redis is reachable, as far as known. */
    boolean isJoined() {
        return state.isJoined();
    }

    /** See {@link RedisTakeovers#hasOthers}; as of the last tick. */
    boolean hasOthers() {
        return state.isJoined() && takeovers.hasOthers();
    }

    /** Returns the other live nodes, as of the last tick. */
    Set<String> otherNodes() {
        return takeovers.otherNodes();
    }

    /** Joins the cluster. Blocks. @throws RedisException if Redis is unreachable, or its user lacks a permission */
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

    /** Adds jitter of 50 %, so that nodes that lost Redis together do not reconnect together. */
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
            tickIn(state.isJoined() ? period() : jittered(Math.min(period(), MAX_RETRY_MILLIS)));
        }
    }

    /** Whether the ticks continue; also true before the start and after the close. */
    boolean isAlive() {
        Future<?> next = scheduled;
        return left || next == null || !next.isDone();
    }

    /**
     * A connection is lost: reconnect without waiting for the next renewal, which may be half a minute away. Never
     * blocks.
     */
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
            // Whatever the reason (a dead peer, a primary demoted to a replica), recovery starts with new connections.
            state.lost();
            link.disconnect();
            report(RedisFault.explain(e));
        } catch (RuntimeException | Error e) {
            // Catch everything: without the next tick, the lease lapses and no node is taken over.
            LOG.error("the cluster's tick failed", e);
        }
    }

    /** Logs a repeated reason once, because retries come every second. */
    private void report(String reason) {
        if (!reason.equals(reported)) {
            reported = reason;
            LOG.warn("Redis: {}", reason);
        }
    }

    /** Whether {@link #awake} is complete. */
    boolean isAwake() {
        return !pauses.isDoubtful();
    }

    /**
     * SCF freezes an idle process and wakes it with the next request. By then other nodes may consider this one dead:
     * they would treat a new connection as gone, and a queued event would follow its cleanup. Completes normally,
     * within one lease.
     */
    CompletionStage<Void> awake() {
        return isAwake() ? DONE : waking();
    }

    private synchronized CompletionStage<Void> waking() {
        if (waking.isDone()) {
            LOG.info("this process was paused for more than half of its lease");
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
            // The old connection is often dead, which only its first use shows.
            tick();
        }
        // If Redis is unreachable, it may be so for everyone; keep this node's clients.
        pauses.settled(stops);
    }

    /**
     * Leaves the cluster. The others then clean up open connections without waiting for the lease to expire. Blocks.
     */
    @Override
    public void close() {
        left = true;
        state.left();
        pauses.close();
        thread.shutdown();
        try {
            // An interrupted command would cost the connection over which this node says that it leaves.
            if (!thread.awaitTermination(RedisSettings.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
            // The last tick may have renewed the lease.
            state.left();
            openList.close();
            if (link.isConnected()) {
                own.end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RedisException e) {
            LOG.warn("could not tell Redis that this node leaves: {}", e.toString());
        }
    }
}
