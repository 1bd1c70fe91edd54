package scf.websocket.event;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client requests a connection. Immutable. */
public final class ConnectEvent {
    private final ConnectionId connectionId;
    private final RequestContext context;
    private final List<String> subprotocols;
    private final Map<String, String> pathParameters;
    private final Announcement announcement;
    private final @Nullable TraceParent traceParent;

    private ConnectEvent(
            ConnectionId connectionId,
            RequestContext context,
            List<String> subprotocols,
            Map<String, String> pathParameters,
            WebSocketEvent event) {
        this.connectionId = connectionId;
        this.context = context;
        this.subprotocols = subprotocols;
        this.pathParameters = pathParameters;
        this.announcement = Announcement.of(event.getGateway());
        this.traceParent = event.trace();
    }

    /** @param event its {@code gateway}, {@code pathParameters} and {@code traceparent} */
    static ConnectEvent of(RequestContext context, WebSocketPart websocket, WebSocketEvent event) {
        Map<String, String> pathParameters = event.getPathParameters();
        return new ConnectEvent(
                ConnectionId.of(websocket.getSecConnectionID()),
                context,
                Subprotocols.parse(websocket.getSecWebSocketProtocol()),
                pathParameters == null ? Map.of() : Collections.unmodifiableMap(pathParameters),
                event);
    }

    public ConnectionId connectionId() {
        return connectionId;
    }

    /** The subprotocols that the client offers, in its order of preference; empty if it offers none. */
    public List<String> subprotocols() {
        return subprotocols;
    }

    /** The {@code serviceName}, or the {@code serviceId} from producers that send that instead. */
    public Optional<String> service() {
        return Optional.ofNullable(
                context.getServiceName() != null ? context.getServiceName() : context.getServiceId());
    }

    /** The path after the stage, as configured in the API: parameters appear as placeholders, {@code /rooms/{room}}. */
    public Optional<String> path() {
        return Optional.ofNullable(context.getPath());
    }

    /** The stage, which precedes the path in the gateway's address of the API. */
    public Optional<String> stage() {
        return Optional.ofNullable(context.getStage());
    }

    /** Extension: the values of the path parameters by name; empty with Tencent's gateway. */
    public Map<String, String> pathParameters() {
        return pathParameters;
    }

    public Optional<String> sourceIp() {
        return Optional.ofNullable(context.getSourceIp());
    }

    public Optional<String> requestId() {
        return Optional.ofNullable(context.getRequestId());
    }

    /**
     * Extension: the handshake headers that the gateway forwards, with lower-case names; empty with Tencent's gateway.
     */
    public Map<String, String> headers() {
        Map<String, String> headers = context.getHeaders();
        return headers == null ? Map.of() : Collections.unmodifiableMap(headers);
    }

    /**
     * Extension: returns a handshake header by its case-insensitive name. Repeated headers are joined with commas,
     * {@code cookie} with {@code "; "}. Empty if the client did not send the header or the gateway does not forward it:
     * ours forwards those named by {@code --pass-headers}, none with {@code --strict}; Tencent's forwards none.
     */
    public Optional<String> header(String name) {
        return headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * Extension: returns a decoded query parameter of the handshake by its exact name; the first one if it is repeated.
     * Empty if the client did not send it or the gateway does not forward it: ours forwards those named by {@code
     * --pass-query}, none with {@code --strict}; Tencent's forwards none.
     */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query().get(name));
    }

    /** Extension: the query parameters of the handshake that the gateway forwards; empty with Tencent's gateway. */
    public Map<String, String> query() {
        Map<String, String> query = context.getQueryString();
        return query == null ? Map.of() : Collections.unmodifiableMap(query);
    }

    /**
     * Extension: returns this event's position in the trace that the client's handshake named, for calls to other
     * services: pushes carry it already. Empty if the client sent no valid {@code traceparent}, and in an unsigned event
     * through a Function URL.
     */
    public Optional<TraceParent> traceParent() {
        return Optional.ofNullable(traceParent);
    }

    /** Extension: returns what the gateway announces; {@link Announcement#NONE} with Tencent's gateway. */
    public Announcement announcement() {
        return announcement;
    }
}
