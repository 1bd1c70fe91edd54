package scf.websocket.gateway.deadletter;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.Failures;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * The dead-letter list. One thread reads and writes the store, and batches the changes that arrive meanwhile. Drops the
 * oldest letters over a limit; counts and logs them. Each pending cleanup adds at most one queued change, which bounds
 * the queue. Thread-safe.
 */
public final class DeadLetters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int MAX_PER_WRITE = 4096;
    private static final long RETRY_MILLIS = 1000;

    /** How often to drop expired letters, and to read a shared list that others change. */
    private static final long LOOK_AGAIN_MILLIS = 60_000;

    private record Change(
            @Nullable DeadLetter added, @Nullable DeadLetter removed, CompletableFuture<Boolean> done) {}

    private final DeadLetterStore store;
    private final DeadLetterBounds bounds;
    private final GatewayMetrics metrics;
    private final Clock clock;
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "dead-letters");
    private volatile List<DeadLetter> present = List.of();
    private volatile boolean stopping;
    private String reported = "";

    /** Does not access the store before {@link #start}. */
    public DeadLetters(DeadLetterStore store, DeadLetterBounds bounds, GatewayMetrics metrics, Clock clock) {
        this.store = store;
        this.bounds = bounds;
        this.metrics = metrics;
        this.clock = clock;
        metrics.gauge("gateway.dead.letters", "Connections in the dead-letter list", this::size);
        metrics.gauge("gateway.dead.letters.bytes", "Bytes of the dead-letter list", this::bytes);
        DeadLetterBounds.NAMES.forEach(bound -> metrics.deadLettersDropped(bound, 0));
        thread.setDaemon(true);
    }

    /** Starts the thread. Call once, when the store is reachable. */
    public void start() {
        thread.start();
    }

    /**
     * Adds a letter, and retries until it is stored or this object is closed.
     *
     * @return true once the letter is stored; false if this object was closed before. Never completes exceptionally.
     */
    public CompletionStage<Boolean> add(DeadLetter letter) {
        return change(letter, null);
    }

    /** Removes a letter whose cleanup has succeeded. Completes as {@link #add} does. */
    public CompletionStage<Boolean> remove(DeadLetter letter) {
        return change(null, letter);
    }

    private CompletionStage<Boolean> change(@Nullable DeadLetter added, @Nullable DeadLetter removed) {
        Change change = new Change(added, removed, new CompletableFuture<>());
        changes.add(change);
        if (stopping) {
            change.done.complete(false);
        }
        return change.done;
    }

    /**
     * Returns the letters, oldest first, as of the last change; changes by other gateways are at most a minute late.
     */
    public List<DeadLetter> all() {
        return present;
    }

    public int size() {
        return present.size();
    }

    long bytes() {
        return present.stream().mapToLong(DeadLetter::bytes).sum();
    }

    /** Whether the thread is running; also true before the start and after the close. */
    public boolean isAlive() {
        return stopping || thread.isAlive() || thread.getState() == Thread.State.NEW;
    }

    private void run() {
        List<Change> batch = new ArrayList<>();
        boolean read = true;
        while (!stopping) {
            try {
                if (read || !batch.isEmpty()) {
                    write(batch);
                    reported = "";
                }
                batch.clear();
                Change next = changes.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                read = next == null;
                if (next != null) {
                    batch.add(next);
                    changes.drainTo(batch, MAX_PER_WRITE - 1);
                }
            } catch (InterruptedException e) {
                break; // Only close() interrupts this thread.
            } catch (IOException | RuntimeException | Error e) {
                // Catch everything: without this thread, every given-up cleanup would wait forever.
                report(e);
                pause();
            }
        }
        batch.addAll(changes);
        batch.forEach(change -> change.done.complete(false));
    }

    private void write(List<Change> batch) throws IOException {
        List<DeadLetter> added = new ArrayList<>();
        List<DeadLetter> removed = new ArrayList<>();
        for (Change change : batch) {
            if (change.added != null) {
                added.add(change.added);
            }
            if (change.removed != null) {
                removed.add(change.removed);
            }
        }
        if (!batch.isEmpty()) {
            store.change(added, removed);
        }
        List<DeadLetter> all = new ArrayList<>(store.read());
        Map<DeadLetter, String> excess = bounds.excess(all, clock.instant().getEpochSecond());
        if (!excess.isEmpty()) {
            store.change(List.of(), excess.keySet());
            all.removeAll(excess.keySet());
            dropped(excess);
        }
        all.sort(Comparator.comparingLong(DeadLetter::epochSecond));
        present = List.copyOf(all);
        added.forEach(letter -> metrics.deadLetterAdded(letter.reason()));
        batch.forEach(change -> change.done.complete(true));
    }

    private void dropped(Map<DeadLetter, String> excess) {
        for (String bound : DeadLetterBounds.NAMES) {
            int count = (int) excess.values().stream().filter(bound::equals).count();
            if (count > 0) {
                metrics.deadLettersDropped(bound, count);
                LOG.error(
                        "{} dead letters dropped, over the limit on their {}; the sweep has to find their connections",
                        count,
                        bound);
            }
        }
    }

    /** Logs a repeated reason once, because retries come every second. */
    private void report(Throwable failure) {
        String reason = Failures.line(failure);
        if (!reason.equals(reported)) {
            reported = reason;
            LOG.error("cannot write the dead-letter list, its connections stay where they are recorded: {}", reason);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Changes that are not written yet are dropped; their connections stay where they are recorded. Blocks for a few
     * seconds at most.
     */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Change left = changes.poll(); left != null; left = changes.poll()) {
            left.done.complete(false);
        }
    }
}
