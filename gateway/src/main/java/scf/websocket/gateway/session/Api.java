package scf.websocket.gateway.session;

import scf.websocket.gateway.function.FunctionInvoker;
import scf.websocket.gateway.security.OriginRule;

/**
 * One WebSocket API: where clients connect, the functions that serve them, and what holds for its connections. A connection keeps
 * the one that it came in by, also when the routes have changed since.
 *
 * @param path the path of the handshake, {@code /release/websocket} for instance
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
        SessionSettings settings,
        boolean keepsOnFailure,
        OriginRule origins,
        ApiUsage usage,
        FrameDecoders frames) {

    /**
     * The three functions.
     *
     * @param register decides whether a client may connect
     * @param transmission takes the messages
     * @param cleanup learns that a connection has ended
     */
    public record Functions(FunctionInvoker register, FunctionInvoker transmission, FunctionInvoker cleanup) {}

    public FunctionInvoker register() {
        return functions.register();
    }

    public FunctionInvoker transmission() {
        return functions.transmission();
    }

    public FunctionInvoker cleanup() {
        return functions.cleanup();
    }

    /** The environment part of the path, as API Gateway has it in front of every path; {@code release} if there is none. */
    public String stage() {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? "release" : path.substring(1, slash);
    }

    /** The path behind the stage. */
    public String pathBehindStage() {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? path : path.substring(slash);
    }
}
