package scf.websocket.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The {@code websocket} object of an event or of a register answer. The action determines which properties are set. As
 * in Tencent's samples, null properties are left out of the JSON.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class WebSocketPart {
    /** One of {@link Action}. */
    private @Nullable String action;

    private @Nullable String secConnectionID;

    /** In the event, the client's comma-separated list; in the answer, the negotiated subprotocol. Null for none. */
    private @Nullable String secWebSocketProtocol;

    /** The extensions that the client offers; null for none. */
    private @Nullable String secWebSocketExtensions;

    /** The {@linkplain DataType#wireName wire name} of a {@link DataType}. */
    private @Nullable String dataType;

    private @Nullable String data;

    /** Extension, in a cleanup event: why the connection ended. */
    private @Nullable String cause;

    /**
     * Extension, in a cleanup event: the WebSocket close code, null if there was no close frame. Our gateway sends a
     * string; the gateway of 0.1 sent a number, which JSON libraries convert to a string.
     */
    private @Nullable String closeCode;

    /** Extension, in a cleanup event: the reason in the close frame. */
    private @Nullable String closeReason;

    public WebSocketPart() {}

    public @Nullable String getAction() {
        return action;
    }

    public void setAction(@Nullable String action) {
        this.action = action;
    }

    public @Nullable String getSecConnectionID() {
        return secConnectionID;
    }

    public void setSecConnectionID(@Nullable String secConnectionID) {
        this.secConnectionID = secConnectionID;
    }

    public @Nullable String getSecWebSocketProtocol() {
        return secWebSocketProtocol;
    }

    public void setSecWebSocketProtocol(@Nullable String secWebSocketProtocol) {
        this.secWebSocketProtocol = secWebSocketProtocol;
    }

    public @Nullable String getSecWebSocketExtensions() {
        return secWebSocketExtensions;
    }

    public void setSecWebSocketExtensions(@Nullable String secWebSocketExtensions) {
        this.secWebSocketExtensions = secWebSocketExtensions;
    }

    public @Nullable String getDataType() {
        return dataType;
    }

    public void setDataType(@Nullable String dataType) {
        this.dataType = dataType;
    }

    public @Nullable String getData() {
        return data;
    }

    public void setData(@Nullable String data) {
        this.data = data;
    }

    public @Nullable String getCause() {
        return cause;
    }

    public void setCause(@Nullable String cause) {
        this.cause = cause;
    }

    public @Nullable String getCloseCode() {
        return closeCode;
    }

    public void setCloseCode(@Nullable String closeCode) {
        this.closeCode = closeCode;
    }

    public @Nullable String getCloseReason() {
        return closeReason;
    }

    public void setCloseReason(@Nullable String closeReason) {
        this.closeReason = closeReason;
    }
}
