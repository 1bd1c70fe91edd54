package scf.websocket.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The durations of invocations. Remembers each timer, because the registry finds one only by everything that defines it.
 * Thread-safe.
 */
final class EventTimers {
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final ConcurrentMap<Series, Timer> timers = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    EventTimers(MeterRegistry meters) {
        this.meters = meters;
    }

    private record Series(FunctionKind kind, String outcome) {}

    Timer of(FunctionKind kind, String outcome) {
        return timers.computeIfAbsent(new Series(kind, outcome), this::register);
    }

    private Timer register(Series series) {
        return Timer.builder("gateway.events")
                .description("Invocations of the functions, by kind and outcome")
                .tag("kind", series.kind().label())
                .tag("outcome", series.outcome())
                .serviceLevelObjectives(LATENCIES)
                .register(meters);
    }
}
