package scf.websocket.gateway.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.HttpStream;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** The endpoints below {@code /console/api}. Thread-safe. */
public final class Console {
    static final String PATH = "/console/api/";
    private static final String SESSION = "session";
    private static final String EVENTS = "events";

    private final ConsoleGuard guard;
    private final AccessLog access;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final Map<String, HttpEndpoint> byAction = new HashMap<>();

    /**
     * @param guard decides who may use it
     * @param about describes the gateway to somebody who is signed in
     * @param actions the other endpoints, by the rest of their paths; one that ends with a slash is the prefix of paths
     * @param nanoTime a monotonic clock
     */
    public Console(
            ConsoleGuard guard,
            Supplier<ObjectNode> about,
            Map<String, HttpEndpoint> actions,
            AccessLog access,
            GatewayMetrics metrics,
            LongSupplier nanoTime) {
        this.access = access;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.guard = guard;
        byAction.putAll(actions);
        byAction.put(SESSION, new SignIn(guard, about, nanoTime).endpoint());
        metrics.gauge("gateway.console.sessions", "People who are signed in at the console", guard.sessions()::size);
    }

    /** Finds the endpoint at a path. */
    Optional<HttpEndpoint> at(String path) {
        if (!path.startsWith(PATH)) {
            return Optional.empty();
        }
        String rest = path.substring(PATH.length());
        int slash = rest.indexOf('/');
        String action = slash < 0 ? rest : rest.substring(0, slash);
        return Optional.ofNullable(byAction.get(slash < 0 ? rest : rest.substring(0, slash + 1)))
                .map(endpoint -> call -> answer(action, endpoint, call));
    }

    /** Returns the response to a caller who may not use the path; empty if the caller may go on. */
    Optional<HttpAnswer> refusal(RequestHead request) {
        Optional<HttpAnswer> refusal =
                request.path().equals(PATH + SESSION) ? guard.foreign(request) : guard.refusal(request);
        refusal.ifPresent(
                answer -> metrics.consoleRequest("refused", answer.status().code()));
        return refusal.map(answer -> answer.with("Cache-Control", "no-store"));
    }

    private CompletionStage<HttpAnswer> answer(String action, HttpEndpoint endpoint, HttpCall call) {
        return guard.objection(call)
                .<CompletionStage<HttpAnswer>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> endpoint.handle(call))
                .thenApply(answer -> {
                    answered(action, call, answer);
                    return action.equals(EVENTS) ? bound(call.head().headers(), answer) : answer;
                });
    }

    private void answered(String action, HttpCall call, HttpAnswer answer) {
        int status = answer.status().code();
        metrics.consoleRequest(action, status);
        if (!call.method().equals(HttpMethod.GET)) {
            access.consoleAction(guard.number(call.head().headers()), action, status);
        }
    }

    /** Binds a stream to the session: it ends with it. */
    private HttpAnswer bound(HttpHeaders request, HttpAnswer answer) {
        HttpStream stream = answer.stream();
        Optional<ConsoleSession> session = guard.session(request);
        if (stream == null || session.isEmpty()) {
            return answer;
        }
        return new HttpAnswer(answer.status(), answer.contentType(), answer.body(), answer.headers(), channel -> {
            bind(channel, session.get());
            stream.begin(channel);
        });
    }

    private void bind(Channel channel, ConsoleSession session) {
        session.add(channel);
        Future<?> end = channel.eventLoop()
                .schedule(() -> channel.close(), session.nanosLeft(nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(closed -> end.cancel(false));
    }
}
