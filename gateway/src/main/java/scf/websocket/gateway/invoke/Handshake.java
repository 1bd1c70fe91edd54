package scf.websocket.gateway.invoke;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data about a client's handshake for the register function.
 *
 * @param serviceName the API's id, like the service of API Gateway
 * @param stage the stage of the path, for instance {@code release}
 * @param path the path after the stage, without the query; with the names of parameters, as in the API's settings
 * @param requestId identifies this handshake in the logs of gateway and function
 * @param sourceIp the client's address
 * @param subprotocols the client's list, unchanged; null if it sent none
 * @param extensions the client's list, unchanged; null if it sent none
 * @param headers the forwarded headers, by lower-case name
 * @param parameters the forwarded query parameters
 * @param pathParameters the values of the path's parameters by name
 */
public record Handshake(
        String serviceName,
        String stage,
        String path,
        String requestId,
        String sourceIp,
        @Nullable String subprotocols,
        @Nullable String extensions,
        Map<String, String> headers,
        Map<String, String> parameters,
        Map<String, String> pathParameters) {}
