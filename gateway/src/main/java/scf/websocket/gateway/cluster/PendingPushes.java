package scf.websocket.gateway.cluster;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import scf.websocket.gateway.push.DeliveryOutcome;

/** Requests to other nodes that are not answered yet; limited in number, bytes and time. Thread-safe. */
public final class PendingPushes {
    private static final int MOST = 10_000;
    private static final long MAX_BYTES = 64L << 20;

    private final ConcurrentHashMap<Long, CompletableFuture<List<DeliveryOutcome>>> pending = new ConcurrentHashMap<>();
    private final AtomicLong correlations =
            new AtomicLong(ThreadLocalRandom.current().nextLong());
    private final AtomicLong bytes = new AtomicLong();
    private final Duration timeout;

    /** @param timeout longest wait for an answer */
    public PendingPushes(Duration timeout) {
        this.timeout = timeout;
    }

    public long nextCorrelation() {
        return correlations.incrementAndGet();
    }

    /**
     * Registers a request.
     *
     * @param size of the message, in bytes
     * @return empty if a limit is reached
     */
    public Optional<CompletableFuture<List<DeliveryOutcome>>> add(long correlation, int recipients, int size) {
        if (pending.size() >= MOST) {
            return Optional.empty();
        }
        if (bytes.addAndGet(size) > MAX_BYTES) {
            bytes.addAndGet(-size);
            return Optional.empty();
        }
        CompletableFuture<List<DeliveryOutcome>> outcomes = new CompletableFuture<>();
        pending.put(correlation, outcomes);
        outcomes.completeOnTimeout(
                Collections.nCopies(recipients, DeliveryOutcome.NODE_TIMEOUT),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        outcomes.whenComplete((result, failure) -> {
            pending.remove(correlation);
            bytes.addAndGet(-size);
        });
        return Optional.of(outcomes);
    }

    /** Completes a request; ignores a late answer. */
    public void complete(long correlation, List<DeliveryOutcome> outcomes) {
        CompletableFuture<List<DeliveryOutcome>> waiting = pending.get(correlation);
        if (waiting != null) {
            waiting.complete(outcomes);
        }
    }

    public int size() {
        return pending.size();
    }
}
