package scf.websocket.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bean that SCF's Java runtime fills from the event JSON: either the event itself ({@code requestContext}, {@code
 * websocket}), or the envelope of a Function URL ({@code headers}, {@code body}), whose {@code body} holds the event as
 * a string. Any property may be null, and none is validated: see {@link EventReader}. Not thread-safe; the runtime
 * creates one for each event.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class WebSocketEvent {
    /** Present in a register event only. */
    private @Nullable RequestContext requestContext;

    private @Nullable WebSocketPart websocket;

    /** Extension, in a register event only: the values of the path parameters by name. */
    private @Nullable Map<String, String> pathParameters;

    /** Extension: what the gateway announces. */
    private @Nullable GatewayPart gateway;

    /** Extension: the text that an earlier answer set for this connection. */
    private @Nullable String context;

    /** Extension, in an event without {@code websocket}: the ordered groups that the gateway asks about, as JSON. */
    private @Nullable String tails;

    /** Extension: the event's position in a distributed trace, a {@link TraceParent}. */
    private @Nullable String traceparent;

    /** The HTTP headers of the request to the Function URL. */
    private @Nullable Map<String, String> headers;

    /** The HTTP body of the request to the Function URL. */
    private @Nullable String body;

    public WebSocketEvent() {}

    public @Nullable RequestContext getRequestContext() {
        return requestContext;
    }

    public void setRequestContext(@Nullable RequestContext requestContext) {
        this.requestContext = requestContext;
    }

    public @Nullable WebSocketPart getWebsocket() {
        return websocket;
    }

    public void setWebsocket(@Nullable WebSocketPart websocket) {
        this.websocket = websocket;
    }

    public @Nullable Map<String, String> getPathParameters() {
        return pathParameters;
    }

    public void setPathParameters(@Nullable Map<String, String> pathParameters) {
        this.pathParameters = pathParameters;
    }

    public @Nullable GatewayPart getGateway() {
        return gateway;
    }

    public void setGateway(@Nullable GatewayPart gateway) {
        this.gateway = gateway;
    }

    public @Nullable String getContext() {
        return context;
    }

    public void setContext(@Nullable String context) {
        this.context = context;
    }

    public @Nullable String getTails() {
        return tails;
    }

    public void setTails(@Nullable String tails) {
        this.tails = tails;
    }

    public @Nullable String getTraceparent() {
        return traceparent;
    }

    public void setTraceparent(@Nullable String traceparent) {
        this.traceparent = traceparent;
    }

    /** Returns the position in a trace; null without a valid one. The usual event has none, and loads no class for it. */
    @Nullable TraceParent trace() {
        return traceparent == null ? null : TraceParent.parse(traceparent).orElse(null);
    }

    public @Nullable Map<String, String> getHeaders() {
        return headers;
    }

    public void setHeaders(@Nullable Map<String, String> headers) {
        this.headers = headers;
    }

    public @Nullable String getBody() {
        return body;
    }

    public void setBody(@Nullable String body) {
        this.body = body;
    }
}
