package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.Await;

class WorkLeftTest {
    private final AtomicInteger left = new AtomicInteger(2);
    private final AtomicInteger looks = new AtomicInteger();
    private final WorkLeft work = new WorkLeft(
            () -> {
                looks.incrementAndGet();
                return left.get() > 0;
            },
            System::nanoTime);

    private CompletableFuture<Void> awaitNone() {
        return CompletableFuture.runAsync(() -> {
            try {
                work.awaitNone(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void done() {
        left.decrementAndGet();
        work.less();
    }

    @Test
    void looksOnlyWhenItIsNotified() {
        CompletableFuture<Void> none = awaitNone();
        Await.until("the first look", () -> looks.get() == 1);
        done();
        Await.until("the second look", () -> looks.get() == 2);
        assertThat(none).isNotDone();
        done();
        none.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(looks).hasValue(3);
    }

    @Test
    void noticesWorkThatEndsBeforeTheWait() throws Exception {
        done();
        done();
        work.awaitNone(Duration.ofMinutes(1));
        assertThat(looks).hasValue(1);
    }

    @Test
    void waitsNoLongerThanItsTimeout() throws Exception {
        work.awaitNone(Duration.ZERO);
        assertThat(left).hasValue(2);
    }
}
