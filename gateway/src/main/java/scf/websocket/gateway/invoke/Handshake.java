package scf.websocket.gateway.invoke;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway tells the register function of a client's handshake.
 *
 * @param serviceName names the API, as API Gateway names its service
 * @param stage the environment part of the path, {@code release} for instance
 * @param path the path behind the stage, without the query; with parameters as the API's settings write them
 * @param requestId names this handshake in the logs of gateway and function
 * @param sourceIp the client's address
 * @param subprotocols the client's list as it came, null if it sent none
 * @param extensions the client's list as it came, null if it sent none
 * @param headers those that may be handed on, by name in lower case
 * @param parameters those of the query that may be handed on
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
