package scf.websocket.gateway.route;

import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.connection.FrameFormat;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.invoke.NoFunction;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.security.OriginRule;

/**
 * One WebSocket API: where clients connect, the functions that serve them, and what holds for its connections. A connection keeps
 * the one that it came in by, also when the routes have changed since.
 *
 * @param path where clients connect, {@code /release/websocket} for instance; the first, if there are several
 * @param apiId the last part of the push URL
 * @param functions what serves it
 * @param settings the bounds of its connections
 * @param keepsOnFailure whether a client stays connected when the transmission function fails; Tencent's gateway closes it
 * @param origins the pages that may connect
 * @param usage counts what needs it
 * @param frames how the frames of its clients are decoded
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
     * @param transmission takes the messages
     * @param cleanup learns that a connection has ended
     */
    public record Functions(FunctionInvoker register, FunctionInvoker transmission, FunctionInvoker cleanup) {}

    /** Whether it does without that function: then nobody is called. */
    public boolean doesWithout(FunctionKind kind) {
        return switch (kind) {
            case REGISTER -> register() instanceof NoFunction;
            case TRANSMISSION -> transmission() instanceof NoFunction;
            case CLEANUP -> cleanup() instanceof NoFunction;
        };
    }

    /**
     * Logs an invocation that has ended, if there was one.
     *
     * @param nanos how long it took
     */
    public void log(AccessLog access, FunctionKind kind, String connectionId, InvocationOutcome outcome, long nanos) {
        if (!doesWithout(kind)) {
            access.event(kind, apiId, connectionId, outcome.label(), nanos);
        }
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
