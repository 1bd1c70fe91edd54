package scf.websocket.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Counters and timers of one gateway, and the registration of its gauges. {@code docs/operate.md} lists all names and
 * labels. Labels come from fixed sets, never from clients. Thread-safe.
 */
public final class GatewayMetrics {
    private static final List<String> OUTCOMES = List.of("answered", "failed", "timed-out", "busy");
    private static final List<String> GIVE_UP_REASONS = List.of("attempts", "age", "running", "no-such-api");

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** The registry finds a meter too, but only after building its name, tags and description for each increment. */
    private final ConcurrentMap<Series, Counter> counters = new ConcurrentHashMap<>();

    private final EventTimers events = new EventTimers(meters);

    /** What distinguishes a meter: its name, and the values of its labels, empty for labels that it does not have. */
    private record Series(String name, String first, String second) {}

    /**
     * Creates the counters that alerts watch, at 0: Prometheus cannot compute the increase of a series that begins with
     * its first event.
     */
    public GatewayMetrics() {
        for (FunctionKind kind : FunctionKind.values()) {
            OUTCOMES.forEach(outcome -> events.of(kind, outcome));
        }
        GIVE_UP_REASONS.forEach(this::givenUp);
        GIVE_UP_REASONS.forEach(this::deadLetters);
        repeated();
        opened();
        retried();
        takeovers();
        dropped();
    }

    /** Registers a gauge, whose value is read at each scrape. */
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(meters);
    }

    /** An invocation has completed. */
    public void event(FunctionKind kind, String outcome, Duration duration) {
        events.of(kind, outcome).record(duration);
    }

    /** A handshake was accepted. */
    public void connectionOpened() {
        opened().increment();
    }

    private Counter opened() {
        return count("gateway.connections.opened", "Accepted handshakes");
    }

    /** A connection ended. Causes are those of {@code CloseCause}, statuses those of {@code EndStatus}. */
    public void connectionClosed(String cause, int status) {
        counter("gateway.connections.closed", "Closed connections, by cause", "cause", cause)
                .increment();
        counter(
                        "gateway.connections.ended",
                        "Closed connections, by SCF's end status",
                        "status",
                        Integer.toString(status))
                .increment();
    }

    /**
     * Counts the recipients of a push as delivered, gone or failed, a malformed request as invalid, and one without
     * permission as unauthorized.
     *
     * @param via how they came
     */
    public void push(PushSource via, String outcome, int count) {
        counter("gateway.pushes", "Pushes by outcome, one per recipient", "outcome", outcome, "via", via.label())
                .increment(count);
    }

    /** A push to groups was accepted; {@link #push} counts its recipients. */
    public void groupPush() {
        count("gateway.group.pushes", "Pushes to groups").increment();
    }

    /** The extensions of an answer were ignored; reasons are no-key, wrong-key and malformed. */
    public void extensionsIgnored(String reason) {
        counter("gateway.extensions.ignored", "Answers whose extensions were ignored, by reason", "reason", reason)
                .increment();
    }

    /** A push to groups was not passed on to other nodes, or perhaps not. */
    public void groupPushNotForwarded() {
        count("gateway.group.pushes.not.forwarded", "Pushes to groups that were not passed on to other nodes")
                .increment();
    }

    /** A tail asks its function for messages; causes are those of {@code DoubtCause}. */
    public void tailPull(String cause) {
        counter("gateway.tail.pulls", "Questions for missing messages of ordered groups, by cause", "cause", cause)
                .increment();
    }

    /** A member of an ordered group misses messages that cannot be had any more. */
    public void tailMemberLost() {
        count("gateway.tail.lost", "Members that were told to begin anew, because messages are missing")
                .increment();
    }

    /** A numbered message arrived again. */
    public void tailDuplicate() {
        count("gateway.tail.duplicates", "Numbered messages that had already arrived")
                .increment();
    }

    /** A request to /admin was answered; actions are the last segment of its path, or refused. */
    public void adminRequest(String action, int status) {
        String code = Integer.toString(status);
        counter("gateway.admin.requests", "Requests to /admin, by action and status", "action", action, "status", code)
                .increment();
    }

    /** A watcher of /admin/events lost an event. */
    public void adminEventLost() {
        count("gateway.admin.events.lost", "Events that slow watchers of /admin/events lost")
                .increment();
    }

    /** A request to /console/api was answered; actions are the segment of its path behind that, or refused. */
    public void consoleRequest(String action, int status) {
        String code = Integer.toString(status);
        counter(
                        "gateway.console.requests",
                        "Requests to /console/api, by action and status",
                        "action",
                        action,
                        "status",
                        code)
                .increment();
    }

    /** A page of the console lost an event. */
    public void consoleEventLost() {
        count("gateway.console.events.lost", "Events that slow pages of the console lost")
                .increment();
    }

    /** A limit was reached; names are those of the options. */
    public void limitHit(String limit) {
        counter("gateway.limits.hit", "Times that a limit was reached, by limit", "limit", limit)
                .increment();
    }

    /** A TLS handshake failed; reasons are those of {@code TlsFailures}. */
    public void tlsHandshakeFailed(String reason) {
        counter("gateway.tls.handshakes.failed", "Failed TLS handshakes, by reason", "reason", reason)
                .increment();
    }

    /** A cleanup failed and will be retried. */
    public void cleanupRetried() {
        retried().increment();
    }

    private Counter retried() {
        return count("gateway.cleanups.retried", "Failed cleanup attempts that are retried");
    }

    /**
     * A cleanup was given up: after its last attempt (attempts), because its connection ended too long ago (age),
     * because a function may still store it (running), or because its API did not become a route again (no-such-api).
     */
    public void cleanupGivenUp(String reason) {
        givenUp(reason).increment();
    }

    private Counter givenUp(String reason) {
        return counter("gateway.cleanups.given.up", "Cleanups given up, by reason", "reason", reason);
    }

    /** A cleanup succeeded while a function may still be working on its connection, so it has to be repeated. */
    public void cleanupRepeated() {
        repeated().increment();
    }

    private Counter repeated() {
        return count("gateway.cleanups.repeated", "Cleanups to repeat because a function timed out");
    }

    /** A connection was added to the dead-letter list; reasons are those of {@link #cleanupGivenUp}. */
    public void deadLetterAdded(String reason) {
        deadLetters(reason).increment();
    }

    private Counter deadLetters(String reason) {
        return counter("gateway.dead.letters.added", "Connections added to the dead-letter list", "reason", reason);
    }

    /** Letters were dropped from the dead-letter list; bounds are count, bytes and age. */
    public void deadLettersDropped(String bound, int count) {
        counter("gateway.dead.letters.dropped", "Connections dropped from the dead-letter list", "bound", bound)
                .increment(count);
    }

    /** This node took over a dead node and cleans up for it. */
    public void takeover() {
        takeovers().increment();
    }

    private Counter takeovers() {
        return count("gateway.takeovers", "Dead nodes that this node took over");
    }

    /** Messages were dropped because their connection ended before transmission got them. */
    public void eventsDropped(int count) {
        dropped().increment(count);
    }

    private Counter dropped() {
        return count(
                "gateway.events.dropped",
                "Messages dropped before transmission got them, because their connection had ended");
    }

    /** Redis returned data that no gateway has written; kinds are those of {@code Unreadable}. */
    public void redisUnreadable(String kind, int count) {
        counter("gateway.redis.unreadable", "Unreadable data in Redis, by kind", "kind", kind)
                .increment(count);
    }

    /** This node has connected to Redis again; 0 only makes the counter known. */
    public void redisReconnected(int times) {
        count("gateway.redis.reconnects", "Times that this node has connected to Redis again")
                .increment(times);
    }

    private Counter count(String name, String description) {
        return counters.computeIfAbsent(
                new Series(name, "", ""),
                series -> Counter.builder(name).description(description).register(meters));
    }

    private Counter counter(String name, String description, String label, String value) {
        return counters.computeIfAbsent(
                new Series(name, value, ""),
                series -> Counter.builder(name)
                        .description(description)
                        .tag(label, value)
                        .register(meters));
    }

    private Counter counter(
            String name, String description, String label, String value, String secondLabel, String secondValue) {
        return counters.computeIfAbsent(
                new Series(name, value, secondValue),
                series -> Counter.builder(name)
                        .description(description)
                        .tag(label, value)
                        .tag(secondLabel, secondValue)
                        .register(meters));
    }

    /** Returns all metrics in the Prometheus text format. */
    public String scrape() {
        return meters.scrape();
    }
}
