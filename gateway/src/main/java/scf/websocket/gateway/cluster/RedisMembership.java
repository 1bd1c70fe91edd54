package scf.websocket.gateway.cluster;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node among the others, from joining to leaving: one thread that in turn keeps the lease and takes over for nodes that have
 * lapsed. {@link #start} and {@link #close} are called once each; {@link #awake} is thread-safe.
 */
final class RedisMembership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisMembership.class);
    private static final int TICKS_PER_LEASE = 8;

    private final RedisLink link;
    private final RedisOpenList openList;
    private final Standing standing;
    private final RedisLease own;
    private final RedisTakeovers takeovers;
    private final Duration lease;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "cluster-membership");
        made.setDaemon(true);
        return made;
    });

    private volatile long tickedAt;
    private CompletableFuture<Void> waking = CompletableFuture.completedFuture(null);

    RedisMembership(
            RedisLink link,
            RedisOpenList openList,
            Standing standing,
            RedisLease own,
            RedisTakeovers takeovers,
            Duration lease) {
        this.link = link;
        this.openList = openList;
        this.standing = standing;
        this.own = own;
        this.takeovers = takeovers;
        this.lease = lease;
    }

    /** Joins. Blocks. @throws RedisException if Redis is away */
    void start() {
        link.connect();
        own.renew();
        openList.start();
        tickedAt = System.nanoTime();
        long period = lease.toMillis() / TICKS_PER_LEASE;
        thread.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            link.connect();
            own.renew();
            own.beat();
            if (standing.isStable()) {
                takeovers.step(thread);
            }
        } catch (RedisException e) {
            LOG.debug("Redis: {}", e.toString());
            standing.lost();
        } catch (RuntimeException e) {
            LOG.error("the cluster's tick failed", e);
        } finally {
            tickedAt = System.nanoTime();
        }
    }

    /**
     * SCF stops a process that has nothing to do, and wakes it with the next request. By then others may have taken the node for dead; a
     * connection that it named now would be gone for them at once.
     */
    synchronized CompletionStage<Void> awake() {
        if (waking.isDone() && System.nanoTime() - tickedAt > lease.toNanos()) {
            LOG.info("this process was stopped for longer than its lease");
            waking = CompletableFuture.runAsync(this::wakeUp, thread).exceptionally(failure -> null);
        }
        return waking;
    }

    private void wakeUp() {
        tick();
        if (!standing.isJoined()) {
            // The connection of before is often dead without anybody having noticed.
            tick();
        }
    }

    /** Leaves. What is still open is left to the others, who need not wait for the lease then. Blocks. */
    @Override
    public void close() {
        standing.left();
        thread.shutdownNow();
        try {
            thread.awaitTermination(RedisLink.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
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
