package scf.websocket.gateway.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.fault.Fault;
import scf.websocket.gateway.fault.FaultJson;
import scf.websocket.gateway.fault.FaultKind;
import scf.websocket.gateway.fault.FaultRequest;
import scf.websocket.gateway.fault.Faults;
import scf.websocket.gateway.http.BadRequest;
import scf.websocket.gateway.http.CheckedEndpoint;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.JsonBody;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.session.LiveConnection;
import scf.websocket.gateway.session.SessionRegistry;

/** {@code /console/api/faults}: which faults last, beginning one, and ending one. Thread-safe. */
public final class FaultActions {
    private static final Set<String> MEMBERS =
            Set.of("kind", "function", "api", "connection", "count", "millis", "seconds");

    private static final int MAX_COUNT = 1000;
    private static final int MAX_SECONDS = 600;
    private static final int MAX_MILLIS = 60_000;
    private static final int DEFAULT_MILLIS = 1000;

    private final Faults faults;
    private final SessionRegistry registry;
    private final ConsoleGuard guard;
    private final @Nullable DatabaseFault database;

    /**
     * @param guard knows who begins a fault
     * @param database of the local stack; null if there is none
     */
    public FaultActions(Faults faults, SessionRegistry registry, ConsoleGuard guard, @Nullable DatabaseFault database) {
        this.faults = faults;
        this.registry = registry;
        this.guard = guard;
        this.database = database;
    }

    /** Returns the endpoints, by their paths below {@code /console/api/}. */
    public Map<String, HttpEndpoint> endpoints() {
        return Map.of(
                "faults",
                new CheckedEndpoint(Map.of(HttpMethod.GET, this::list, HttpMethod.POST, this::begin)),
                "faults/",
                new CheckedEndpoint(HttpMethod.DELETE, this::end));
    }

    private CompletionStage<HttpAnswer> list(HttpCall call) {
        ObjectNode body = HttpAnswer.okBody();
        ArrayNode list = body.putArray("faults");
        faults.active().forEach(fault -> FaultJson.describe(fault, list.addObject()));
        return done(HttpAnswer.json(HttpResponseStatus.OK, body));
    }

    private CompletionStage<HttpAnswer> begin(HttpCall call) {
        FaultRequest request = request(
                JsonBody.parse(call.body(), MEMBERS), guard.number(call.head().headers()));
        return switch (request.kind().place()) {
            case FUNCTION, PUSH -> done(BegunFault.answer(faults.begin(request, () -> {})));
            case CONNECTION -> done(onConnection(request));
            case LOCAL_STACK -> onDatabase(request);
        };
    }

    private CompletionStage<HttpAnswer> onDatabase(FaultRequest request) {
        if (database == null) {
            throw new BadRequest("only the console of ./run can stop a database, the one that ./run has started");
        }
        return database.begin(request);
    }

    private HttpAnswer onConnection(FaultRequest request) {
        Optional<LiveConnection> found = registry.apiIds().stream()
                .filter(api -> request.api() == null || request.api().equals(api))
                .flatMap(api -> registry.find(api, String.valueOf(request.connection())).stream())
                .findFirst();
        if (found.isEmpty()) {
            return HttpAnswer.json(HttpResponseStatus.NOT_FOUND, 404, "this connection is not open here");
        }
        return request.kind() == FaultKind.CUT ? cut(request, found.get()) : pause(request, found.get());
    }

    private HttpAnswer cut(FaultRequest request, LiveConnection connection) {
        Optional<Fault> fault = faults.begin(request, () -> {});
        fault.ifPresent(begun -> {
            onLoop(connection, connection::cut);
            faults.end(begun.id());
        });
        return BegunFault.answer(fault);
    }

    private HttpAnswer pause(FaultRequest request, LiveConnection connection) {
        Optional<Fault> fault = faults.begin(request, () -> onLoop(connection, () -> connection.pauseReading(false)));
        fault.ifPresent(begun -> onLoop(connection, () -> connection.pauseReading(true)));
        return BegunFault.answer(fault);
    }

    private static void onLoop(LiveConnection connection, Runnable task) {
        try {
            connection.onEventLoop(task);
        } catch (RejectedExecutionException e) {
            // The gateway has stopped, and the connection with it.
            return;
        }
    }

    private CompletionStage<HttpAnswer> end(HttpCall call) {
        String id = call.head().path().replaceFirst(".*/", "");
        boolean ended = id.matches("\\d{1,18}") && faults.end(Long.parseLong(id));
        return done(
                ended
                        ? HttpAnswer.json(HttpResponseStatus.OK, HttpAnswer.okBody())
                        : HttpAnswer.json(HttpResponseStatus.NOT_FOUND, 404, "no such fault lasts"));
    }

    private static FaultRequest request(JsonBody body, int by) {
        FaultKind kind = FaultKind.ofWireName(body.requiredText("kind"))
                .orElseThrow(() -> new BadRequest("kind must be one of "
                        + Arrays.stream(FaultKind.values())
                                .map(FaultKind::wireName)
                                .collect(Collectors.joining(", "))));
        boolean ofConnection = kind.place() == FaultKind.Place.CONNECTION;
        if (ofConnection) {
            body.requiredText("connection");
        }
        if (kind.place() != FaultKind.Place.FUNCTION && body.has("function")) {
            throw new BadRequest("function goes with delay, drop, duplicate and fail");
        }
        long seconds = body.number("seconds", 1, MAX_SECONDS)
                .or(() -> kind == FaultKind.CUT ? Optional.of(1L) : Optional.empty())
                .orElseThrow(() -> new BadRequest("seconds is missing: when does the fault end"));
        return new FaultRequest(
                kind,
                function(body.text("function").orElse(null)),
                body.text("api").orElse(null),
                body.text("connection").orElse(null),
                body.number("count", 1, MAX_COUNT).orElse(1L).intValue(),
                Duration.ofMillis(body.number("millis", 0, MAX_MILLIS).orElse((long) DEFAULT_MILLIS)),
                Duration.ofSeconds(seconds),
                by);
    }

    private static @Nullable FunctionKind function(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(FunctionKind.values())
                .filter(kind -> kind != FunctionKind.HTTP_API && kind.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadRequest("function must be register, transmission or cleanup"));
    }

    private static CompletionStage<HttpAnswer> done(HttpAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
