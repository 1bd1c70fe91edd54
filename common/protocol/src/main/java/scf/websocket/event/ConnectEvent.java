package scf.websocket.event;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client wants to connect. Immutable. */
public final class ConnectEvent {
    private final ConnectionId connectionId;
    private final RequestContext context;
    private final List<String> subprotocols;
    private final Map<String, String> pathParameters;

    private ConnectEvent(
            ConnectionId connectionId,
            RequestContext context,
            List<String> subprotocols,
            Map<String, String> pathParameters) {
        this.connectionId = connectionId;
        this.context = context;
        this.subprotocols = subprotocols;
        this.pathParameters = pathParameters;
    }

    static ConnectEvent of(
            RequestContext context, WebSocketPart websocket, @Nullable Map<String, String> pathParameters) {
        return new ConnectEvent(
                ConnectionId.of(websocket.getSecConnectionID()),
                context,
                Subprotocols.parse(websocket.getSecWebSocketProtocol()),
                pathParameters == null ? Map.of() : Collections.unmodifiableMap(pathParameters));
    }

    public ConnectionId connectionId() {
        return connectionId;
    }

    /** The subprotocols that the client offers, in its order of preference; empty if it offers none. */
    public List<String> subprotocols() {
        return subprotocols;
    }

    /** {@code serviceName}, or {@code serviceId} where a producer sends that. */
    public Optional<String> service() {
        return Optional.ofNullable(
                context.getServiceName() != null ? context.getServiceName() : context.getServiceId());
    }

    /** The path behind the stage; a parameter in it stands as the API's settings write it, {@code /rooms/{room}}. */
    public Optional<String> path() {
        return Optional.ofNullable(context.getPath());
    }

    /** Extension: the values of the path's parameters by name; empty with Tencent's gateway. */
    public Map<String, String> pathParameters() {
        return pathParameters;
    }

    public Optional<String> sourceIp() {
        return Optional.ofNullable(context.getSourceIp());
    }

    public Optional<String> requestId() {
        return Optional.ofNullable(context.getRequestId());
    }

    /** Extension: the handshake's headers that the gateway hands on, names in lower case; empty with Tencent's gateway. */
    public Map<String, String> headers() {
        Map<String, String> headers = context.getHeaders();
        return headers == null ? Map.of() : Collections.unmodifiableMap(headers);
    }

    /**
     * Extension: a header of the handshake, by its name in any case. Lines of the same name are one value, joined with commas, those of
     * {@code cookie} with {@code "; "}. Empty if the client did not send it, or if the gateway does not pass it on: ours passes those that
     * {@code --pass-headers} names, and none with {@code --strict}; Tencent's passes none.
     */
    public Optional<String> header(String name) {
        return headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * Extension: a query parameter of the handshake, decoded, by its exact name; the first of several with that name. Empty if the client did
     * not send it, or if the gateway does not pass it on: ours passes those that {@code --pass-query} names, and none with
     * {@code --strict}; Tencent's passes none.
     */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query().get(name));
    }

    /** Extension: the handshake's query parameters that the gateway hands on; empty with Tencent's gateway. */
    public Map<String, String> query() {
        Map<String, String> query = context.getQueryString();
        return query == null ? Map.of() : Collections.unmodifiableMap(query);
    }
}
