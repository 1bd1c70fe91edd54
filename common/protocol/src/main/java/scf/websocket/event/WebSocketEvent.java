package scf.websocket.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What SCF's Java runtime fills from the event JSON: either the event itself ({@code requestContext}, {@code websocket}), or
 * the envelope of a Function URL ({@code headers}, {@code body}) with the event as a string in {@code body}. Every property may be
 * null and says nothing of being valid: see {@link EventReader}. Not thread-safe; the runtime makes one an event.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class WebSocketEvent {
    /** Sent with a register event alone. */
    private @Nullable RequestContext requestContext;

    private @Nullable WebSocketPart websocket;

    /** Extension, with a register event alone: the values of the parameters in the API's path, by name. */
    private @Nullable Map<String, String> pathParameters;

    /** Of the HTTP request to the Function URL. */
    private @Nullable Map<String, String> headers;

    /** Of the HTTP request to the Function URL. */
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
