package scf.websocket.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The meters of one gateway, in one place, so that their names and labels can be read here and in {@code docs/operate.md}. Labels
 * come from fixed sets only: nothing that a client chooses ever becomes one. Thread-safe.
 */
public final class GatewayMetrics {
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

    private static final List<String> OUTCOMES = List.of("answered", "failed", "timed-out", "busy");
    private static final List<String> GIVE_UP_REASONS = List.of("attempts", "age", "running", "no-such-api");

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** With what alerts look for at 0: how much a counter has grown cannot be told of one that appears with its first event. */
    public GatewayMetrics() {
        for (FunctionKind kind : FunctionKind.values()) {
            OUTCOMES.forEach(outcome -> events(kind, outcome));
        }
        GIVE_UP_REASONS.forEach(this::givenUp);
        GIVE_UP_REASONS.forEach(this::deadLetters);
        repeated();
        opened();
        retried();
        takeovers();
        dropped();
    }

    /** Something whose present value is asked for when the metrics are read. */
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(meters);
    }

    /** An event was sent to a function. */
    public void event(FunctionKind kind, String outcome, Duration duration) {
        events(kind, outcome).record(duration);
    }

    private Timer events(FunctionKind kind, String outcome) {
        return Timer.builder("gateway.events")
                .description("Invocations of the functions, by kind and outcome")
                .tag("kind", kind.label())
                .tag("outcome", outcome)
                .serviceLevelObjectives(LATENCIES)
                .register(meters);
    }

    /** A handshake was accepted. */
    public void connectionOpened() {
        opened().increment();
    }

    private Counter opened() {
        return count("gateway.connections.opened", "Handshakes that were accepted");
    }

    /** A connection ended; the causes are those of {@code CloseCause}, the statuses those of {@code EndStatus}. */
    public void connectionClosed(String cause, int status) {
        counter("gateway.connections.closed", "Connections that ended, by cause", "cause", cause)
                .increment();
        counter(
                        "gateway.connections.ended",
                        "Connections that ended, by the status that SCF gives a Web function's run",
                        "status",
                        Integer.toString(status))
                .increment();
    }

    /** Pushes for so many connections were answered: delivered, gone or failed; a request that is not understood: invalid; one whose
     * caller may not push: unauthorized. */
    public void push(String outcome, int count) {
        Counter.builder("gateway.pushes")
                .description("Pushes by outcome, one a recipient")
                .tag("outcome", outcome)
                .register(meters)
                .increment(count);
    }

    /** A limit was hit; the names are those of the options. */
    public void limitHit(String limit) {
        counter("gateway.limits.hit", "Limits that were hit, by limit", "limit", limit)
                .increment();
    }

    /** A TLS handshake failed; the reasons are those of {@code TlsFailures}. */
    public void tlsHandshakeFailed(String reason) {
        counter("gateway.tls.handshakes.failed", "TLS handshakes that failed, by reason", "reason", reason)
                .increment();
    }

    /** A cleanup failed and will be tried again. */
    public void cleanupRetried() {
        retried().increment();
    }

    private Counter retried() {
        return count("gateway.cleanups.retried", "Cleanups that failed and are tried again");
    }

    /**
     * A cleanup was given up: after its last attempt (attempts), because its connection ended too long ago (age), because a function may
     * still store it (running), or because its API did not become a route again (no-such-api).
     */
    public void cleanupGivenUp(String reason) {
        givenUp(reason).increment();
    }

    private Counter givenUp(String reason) {
        return counter("gateway.cleanups.given.up", "Cleanups that were given up, by reason", "reason", reason);
    }

    /** A cleanup has succeeded while a function may still be at work on its connection: it comes once more. */
    public void cleanupRepeated() {
        repeated().increment();
    }

    private Counter repeated() {
        return count("gateway.cleanups.repeated", "Cleanups that come once more because a function did not answer");
    }

    /** A connection whose cleanup was given up is in the dead-letter list; the reasons are those of giving up. */
    public void deadLetterAdded(String reason) {
        deadLetters(reason).increment();
    }

    private Counter deadLetters(String reason) {
        return counter("gateway.dead.letters.added", "Connections added to the dead-letter list", "reason", reason);
    }

    /** So many were dropped from the dead-letter list; the bounds are count, bytes and age. */
    public void deadLettersDropped(String bound, int count) {
        counter("gateway.dead.letters.dropped", "Connections dropped from the dead-letter list", "bound", bound)
                .increment(count);
    }

    /** This node began to clean up for another one that is over. */
    public void takeover() {
        takeovers().increment();
    }

    private Counter takeovers() {
        return count("gateway.takeovers", "Nodes that this one took over");
    }

    /** Messages had come, but their connection had been given up before transmission got them. */
    public void eventsDropped(int count) {
        dropped().increment(count);
    }

    private Counter dropped() {
        return count(
                "gateway.events.dropped", "Messages that transmission never got, because their connection was over");
    }

    /** Something in Redis, or that came from it, is not of a gateway; the kinds are those of {@code Unreadable}. */
    public void redisUnreadable(String kind, int count) {
        counter("gateway.redis.unreadable", "What is in Redis and not of a gateway, by kind", "kind", kind)
                .increment(count);
    }

    private Counter count(String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    private Counter counter(String name, String description, String label, String value) {
        return Counter.builder(name).description(description).tag(label, value).register(meters);
    }

    /** All of it in the Prometheus text format. */
    public String scrape() {
        return meters.scrape();
    }
}
