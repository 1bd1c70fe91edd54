package scf.websocket.gateway.session;

import scf.websocket.gateway.function.FunctionInvoker;

/**
 * One WebSocket API: where clients connect, and the functions that serve them.
 *
 * @param path the path of the handshake, {@code /release/websocket} for instance
 * @param apiId the last part of the push URL
 * @param register decides whether a client may connect
 * @param transmission takes the messages
 * @param cleanup learns that a connection has ended
 */
public record Api(
        String path, String apiId, FunctionInvoker register, FunctionInvoker transmission, FunctionInvoker cleanup) {

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
