package scf.websocket.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.testing.process.Await;

class FaultsTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Faults faults = new Faults(timer, Clock.systemUTC());
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger mended = new AtomicInteger();

    FaultsTest() {
        faults.tell(new FaultWatcher() {
            @Override
            public void faultBegun(Fault fault) {
                told.add("begun " + fault.label());
            }

            @Override
            public void faultEnded(Fault fault) {
                told.add("ended " + fault.label());
            }
        });
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private Fault begin(
            FaultKind kind,
            @Nullable FunctionKind function,
            @Nullable String api,
            @Nullable String connection,
            int count,
            Duration lasts) {
        return faults.begin(
                        new FaultRequest(kind, function, api, connection, count, Duration.ZERO, lasts, 0),
                        mended::incrementAndGet)
                .orElseThrow();
    }

    @Test
    void aFaultHitsAsManyEventsAsAskedForAndEnds() {
        Fault fault = begin(FaultKind.FAIL, null, null, null, 2, Duration.ofMinutes(1));
        assertThat(faults.hitEvent(FunctionKind.CLEANUP, "a", "1")).isSameAs(fault);
        assertThat(fault.left()).isEqualTo(1);
        assertThat(faults.hitPush("a", "1")).isNull();
        assertThat(faults.hitEvent(FunctionKind.REGISTER, "b", "2")).isSameAs(fault);
        assertThat(faults.hitEvent(FunctionKind.REGISTER, "b", "3")).isNull();
        assertThat(faults.isEmpty()).isTrue();
        assertThat(mended).hasValue(1);
        assertThat(told).containsExactly("begun fail #1", "ended fail #1");
    }

    @Test
    void aFaultHitsOnlyWhatItNames() {
        begin(FaultKind.DELAY, FunctionKind.TRANSMISSION, "a", "1", 5, Duration.ofMinutes(1));
        Fault push = begin(FaultKind.PUSH_410, null, null, "1", 5, Duration.ofMinutes(1));
        assertThat(faults.hitEvent(FunctionKind.REGISTER, "a", "1")).isNull();
        assertThat(faults.hitEvent(FunctionKind.TRANSMISSION, "b", "1")).isNull();
        assertThat(faults.hitEvent(FunctionKind.TRANSMISSION, "a", "2")).isNull();
        assertThat(faults.hitEvent(FunctionKind.TRANSMISSION, "a", "1")).isNotNull();
        assertThat(faults.hitPush("b", "1")).isSameAs(push);
        assertThat(faults.hitPush("b", "2")).isNull();
    }

    @Test
    void itIsKnownOnceWhichFaultHitAnEvent() {
        begin(FaultKind.DELAY, null, null, null, 5, Duration.ofMinutes(1));
        faults.hitEvent(FunctionKind.TRANSMISSION, "a", "1");
        assertThat(faults.hitOf(FunctionKind.REGISTER, "1")).isNull();
        assertThat(faults.hitOf(FunctionKind.TRANSMISSION, "1")).isEqualTo("delay #1");
        assertThat(faults.hitOf(FunctionKind.TRANSMISSION, "1")).isNull();
    }

    @Test
    void aFaultEndsByItself() {
        begin(FaultKind.PAUSE_READING, null, null, "1", 1, Duration.ofMillis(20));
        Await.until("the end", faults::isEmpty);
        Await.until("the end is told", () -> told.contains("ended pause-reading #1"));
        assertThat(mended).hasValue(1);
    }

    @Test
    void aFaultThatIsEndedEndsOnce() {
        Fault fault = begin(FaultKind.DROP, null, null, null, 5, Duration.ofMinutes(1));
        assertThat(faults.end(fault.id())).isTrue();
        assertThat(faults.end(fault.id())).isFalse();
        assertThat(mended).hasValue(1);
    }

    @Test
    void noMoreFaultsThanTheLimit() {
        for (int i = 0; i < Faults.MAX_FAULTS; i++) {
            begin(FaultKind.DROP, null, null, null, 1, Duration.ofMinutes(1));
        }
        FaultRequest request = Objects.requireNonNull(faults.active().get(0)).request();
        assertThat(faults.begin(request, () -> {})).isEmpty();
        faults.end(1);
        assertThat(faults.begin(request, () -> {})).isPresent();
    }
}
