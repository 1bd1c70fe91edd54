package scf.websocket.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.Await;

class JournalReplayTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private static List<OpenConnection> connections(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new OpenConnection("id" + i, "api"))
                .toList();
    }

    @Test
    void cleansUpEachConnectionOnceWithinTheRate() {
        Queue<String> done = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        JournalReplay replay = new JournalReplay(connections(100), 200, (connection, success) -> {
            done.add(connection.id());
            success.run();
        });
        replay.start(timer);
        Await.until("all connections are cleaned up", () -> replay.remaining() == 0);
        assertThat(done).hasSize(100).doesNotHaveDuplicates();
        // Ten batches of ten, the first immediately.
        assertThat(System.nanoTime() - start).isGreaterThan(400_000_000L);
    }

    @Test
    void retriesACleanupThatCannotStartWithoutDelayingTheOthers() {
        Queue<String> done = new ConcurrentLinkedQueue<>();
        AtomicInteger failures = new AtomicInteger(2);
        JournalReplay replay = new JournalReplay(connections(5), 10_000, (connection, success) -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("no thread");
            }
            done.add(connection.id());
            success.run();
        });
        replay.start(timer);
        Await.until("all connections are cleaned up", () -> replay.remaining() == 0);
        assertThat(done).containsExactlyInAnyOrder("id0", "id1", "id2", "id3", "id4");
    }

    @Test
    void runsNoMoreCleanupsThanTheWindow() {
        AtomicInteger started = new AtomicInteger();
        Queue<Runnable> successes = new ConcurrentLinkedQueue<>();
        JournalReplay replay = new JournalReplay(connections(1500), 100_000, (connection, success) -> {
            started.incrementAndGet();
            successes.add(success);
        });
        replay.start(timer);
        Await.until("the window is full", () -> started.get() == 1000);
        assertThat(replay.remaining()).isEqualTo(1500);
        successes.forEach(Runnable::run);
        Await.until("the remaining cleanups start", () -> started.get() == 1500);
        replay.close();
    }
}
