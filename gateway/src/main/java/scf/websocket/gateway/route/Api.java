package scf.websocket.gateway.route;

import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.connection.FrameFormat;
import scf.websocket.gateway.connection.Invoked;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.Invocation;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.invoke.NoFunction;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.security.OriginRule;

/**
 * A WebSocket API: its path, its functions, and the settings of its connections. A connection keeps its API even if the
 * routes change.
 *
 * @param path where clients connect, for instance {@code /release/websocket}; the first if there are several
 * @param apiId the last segment of the push URL
 * @param functions the functions that serve it
 * @param settings limits of its connections
 * @param keepsOnFailure whether a client stays connected when transmission fails; Tencent's gateway closes the
 * connection
 * @param origins the pages that may connect
 * @param usage reference count; the functions are released when it drops to zero
 * @param frames decoder settings for frames from clients
 */
public record Api(
        String path,
        String apiId,
        Functions functions,
        ConnectionSettings settings,
        boolean keepsOnFailure,
        OriginRule origins,
        ReferenceCount usage,
        FrameFormat frames) {

    /**
     * The three functions.
     *
     * @param register decides whether a client may connect
     * @param transmission receives the messages
     * @param cleanup is notified when a connection has ended
     */
    public record Functions(FunctionInvoker register, FunctionInvoker transmission, FunctionInvoker cleanup) {}

    /** Whether the API has no such function, so nothing is invoked. */
    public boolean doesWithout(FunctionKind kind) {
        return switch (kind) {
            case REGISTER -> register() instanceof NoFunction;
            case TRANSMISSION -> transmission() instanceof NoFunction;
            case CLEANUP -> cleanup() instanceof NoFunction;
            case HTTP_API -> true;
        };
    }

    /** Logs a completed invocation, and shows it to a watcher, unless the API has no such function. */
    public void log(AccessLog access, Invocation done) {
        if (doesWithout(done.kind())) {
            return;
        }
        InvocationOutcome outcome = done.outcome();
        access.event(done.kind(), apiId, done.connectionId(), done.trace(), outcome.label(), done.nanos());
        if (access.isWatched()) {
            access.invoked(watched(apiId, done));
        }
    }

    /** Returns a completed invocation as watchers get it. */
    public static Invoked watched(String apiId, Invocation done) {
        InvocationOutcome outcome = done.outcome();
        return new Invoked(
                done.kind(),
                apiId,
                done.connectionId(),
                done.event(),
                done.answerKey(),
                outcome.label(),
                outcome instanceof InvocationOutcome.Answered answered ? answered.body() : null,
                outcome instanceof InvocationOutcome.Fault fault ? fault.errNo() : null,
                outcome instanceof InvocationOutcome.Answered ? null : outcome.toString(),
                done.nanos());
    }

    public FunctionInvoker register() {
        return functions.register();
    }

    public FunctionInvoker transmission() {
        return functions.transmission();
    }

    public FunctionInvoker cleanup() {
        return functions.cleanup();
    }
}
