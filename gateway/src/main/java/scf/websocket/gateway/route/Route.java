package scf.websocket.gateway.route;

import java.util.List;
import scf.websocket.gateway.address.ApiPath;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.security.OriginRule;

/**
 * What is to be an API.
 *
 * @param where stands before the name of a key in messages: {@code --}, or file and place
 * @param paths where clients connect, one at least
 * @param apiId the last part of the push URL
 * @param functions what serves it
 * @param settings the bounds of its connections
 * @param keepsOnFailure whether a client stays connected when the transmission function fails
 * @param origins the pages that may connect
 */
public record Route(
        String where,
        List<ApiPath> paths,
        String apiId,
        Functions functions,
        ConnectionSettings settings,
        boolean keepsOnFailure,
        OriginRule origins) {
    /** How each function is called. */
    public record Functions(InvokerPool.Key register, InvokerPool.Key transmission, InvokerPool.Key cleanup) {}
}
