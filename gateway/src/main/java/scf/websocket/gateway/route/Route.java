package scf.websocket.gateway.route;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import scf.websocket.gateway.address.ApiPath;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.security.OriginRule;

/**
 * The configuration of an API.
 *
 * @param where prefix of keys in messages: {@code --}, or the file and position
 * @param paths where clients connect; at least one
 * @param apiId the last segment of the push URL
 * @param functions the functions that serve it
 * @param settings limits of its connections
 * @param keepsOnFailure whether a client stays connected when transmission fails
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
    /** How to invoke each function. */
    public record Functions(InvokerPool.Key register, InvokerPool.Key transmission, InvokerPool.Key cleanup) {
        /** Returns how to invoke one of them; empty for a kind that APIs do not have. */
        public Optional<InvokerPool.Key> of(FunctionKind kind) {
            return Stream.of(register, transmission, cleanup)
                    .filter(key -> key.kind() == kind)
                    .findFirst();
        }
    }
}
