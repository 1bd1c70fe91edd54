package scf.websocket.gateway.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import scf.websocket.gateway.admin.EventFeed;
import scf.websocket.gateway.admin.RecentEvents;
import scf.websocket.gateway.connection.Invoked;
import scf.websocket.gateway.extension.AnnouncedEvent;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.http.BadRequest;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.JsonBody;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.invoke.Invocation;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.route.Api;

/**
 * {@code POST /console/api/replay}: sends an event again, as it was, with a member that says so. Of the answer, only the
 * pushes count; the connection, which may have ended, stays as it is. Thread-safe.
 */
public final class ReplayAction implements HttpEndpoint {
    private static final Set<String> MEMBERS = Set.of("seq", "target", "deliver");

    /** Announced in protocol.md. */
    private static final byte[] MARK = ",\"replay\":true}".getBytes(StandardCharsets.US_ASCII);

    /** The time limit of a target that no route has. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private final ConsoleSettings settings;
    private final RecentEvents recent;
    private final AboutGateway about;
    private final InvokerPool pool;
    private final Extensions extensions;
    private final EventFeed feed;
    private final Executor thread;
    private final LongSupplier nanoTime;

    /**
     * @param recent the events that can be replayed
     * @param about knows the functions
     * @param feed shows what comes of it
     * @param thread for acquiring a function, which may wait while jars are loaded
     * @param nanoTime a monotonic clock
     */
    public ReplayAction(
            ConsoleSettings settings,
            RecentEvents recent,
            AboutGateway about,
            InvokerPool pool,
            Extensions extensions,
            EventFeed feed,
            Executor thread,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.recent = recent;
        this.about = about;
        this.pool = pool;
        this.extensions = extensions;
        this.feed = feed;
        this.thread = thread;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        if (settings.strict()) {
            return CompletableFuture.completedFuture(HttpAnswer.json(
                    HttpResponseStatus.FORBIDDEN, 403, "with --strict, events have no member that marks a replay"));
        }
        JsonBody body = JsonBody.parse(call.body(), MEMBERS);
        long seq = body.number("seq", 1, Long.MAX_VALUE).orElseThrow(() -> new BadRequest("seq is missing"));
        boolean deliver = body.flag("deliver").orElse(true);
        Optional<String> target = body.text("target");
        Optional<Invoked> original = recent.at(seq);
        if (original.isEmpty()) {
            return CompletableFuture.completedFuture(
                    HttpAnswer.json(HttpResponseStatus.NOT_FOUND, 404, "this event is no longer kept"));
        }
        InvokerPool.Key key = key(original.get(), target);
        return CompletableFuture.supplyAsync(() -> pool.acquire(key), thread)
                .thenCompose(function -> replay(original.get(), key, function, deliver));
    }

    private InvokerPool.Key key(Invoked original, Optional<String> target) {
        String name = target.orElse(AboutGateway.target(original.apiId(), original.kind()));
        InvokerPool.Key configured = about.targets().get(name);
        if (configured != null) {
            return configured;
        }
        // Not jars: whoever reaches the console could make the gateway load any code.
        boolean isUrl = name.startsWith("http://") || name.startsWith("https://");
        if (!isUrl || !settings.faults()) {
            throw new BadRequest(
                    "target must be one of the gateway's functions, or with --console-faults a URL to POST to");
        }
        try {
            return new InvokerPool.Key(original.kind(), FunctionTarget.parse(name), TIME_LIMIT);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("target is not a URL that can be called");
        }
    }

    private CompletionStage<HttpAnswer> replay(
            Invoked original, InvokerPool.Key key, FunctionInvoker function, boolean deliver) {
        AnnouncedEvent event = new AnnouncedEvent(marked(original.event()), original.answerKey());
        long start = nanoTime.getAsLong();
        return PortCall.of(() -> function.invoke(event.bytes()))
                .whenComplete((outcome, failure) -> pool.release(key))
                .thenApply(outcome -> ended(original, key, event, outcome, nanoTime.getAsLong() - start, deliver));
    }

    /** An event is an object with at least one member. A replay that is replayed has its mark. */
    private static byte[] marked(byte[] event) {
        int mark = event.length - MARK.length;
        if (mark >= 0 && Arrays.equals(event, mark, event.length, MARK, 0, MARK.length)) {
            return event;
        }
        byte[] marked = Arrays.copyOf(event, event.length - 1 + MARK.length);
        System.arraycopy(MARK, 0, marked, event.length - 1, MARK.length);
        return marked;
    }

    private HttpAnswer ended(
            Invoked original,
            InvokerPool.Key key,
            AnnouncedEvent event,
            InvocationOutcome outcome,
            long nanos,
            boolean deliver) {
        Invoked replayed = Api.watched(
                original.apiId(),
                new Invocation(
                        original.kind(),
                        original.connectionId(),
                        null,
                        event.bytes(),
                        event.answerKey(),
                        outcome,
                        nanos));
        feed.replayed(replayed, key.target().scheme());
        if (deliver && outcome instanceof InvocationOutcome.Answered answered) {
            extensions
                    .read(original.apiId(), original.connectionId(), answered.body(), event)
                    .pushes()
                    .run();
        }
        ObjectNode body = HttpAnswer.okBody()
                .put("outcome", replayed.outcome())
                .put("millis", TimeUnit.NANOSECONDS.toMillis(nanos));
        if (replayed.reason() != null) {
            body.put("reason", replayed.reason());
        }
        if (settings.payloads()) {
            feed.addAnswer(body, replayed);
        }
        return HttpAnswer.json(HttpResponseStatus.OK, body);
    }
}
