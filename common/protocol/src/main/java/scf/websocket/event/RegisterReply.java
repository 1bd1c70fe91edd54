package scf.websocket.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The answer of the register function: {@code errNo} 0 accepts the connection, any other number refuses it. A bean for
 * the runtime; not thread-safe.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class RegisterReply implements ExtensibleReply {
    private int errNo;

    private @Nullable String errMsg;

    /** Present if the connection is accepted. */
    private @Nullable WebSocketPart websocket;

    /** Extension: JSON for the gateway; null, and then left out, if there is none. */
    private @Nullable String extensions;

    public RegisterReply() {}

    /**
     * Accepts the connection. Like Tencent's samples, declines all extensions by leaving them out.
     *
     * @param subprotocol the negotiated subprotocol, or null for none
     */
    public static RegisterReply accepted(ConnectionId id, @Nullable String subprotocol) {
        WebSocketPart websocket = new WebSocketPart();
        websocket.setAction(Action.CONNECTING);
        websocket.setSecConnectionID(id.value());
        websocket.setSecWebSocketProtocol(subprotocol);
        RegisterReply reply = new RegisterReply();
        reply.errNo = ErrorNumber.OK.number();
        reply.errMsg = ReplyFields.OK;
        reply.websocket = websocket;
        return reply;
    }

    /** Refuses the connection; the client sees the message. */
    public static RegisterReply refused(ErrorNumber errorNumber, String message) {
        RegisterReply reply = new RegisterReply();
        reply.errNo = errorNumber.number();
        reply.errMsg = message;
        return reply;
    }

    @Override
    public int getErrNo() {
        return errNo;
    }

    public void setErrNo(int errNo) {
        this.errNo = errNo;
    }

    public @Nullable String getErrMsg() {
        return errMsg;
    }

    public void setErrMsg(@Nullable String errMsg) {
        this.errMsg = errMsg;
    }

    public @Nullable WebSocketPart getWebsocket() {
        return websocket;
    }

    public void setWebsocket(@Nullable WebSocketPart websocket) {
        this.websocket = websocket;
    }

    public @Nullable String getExtensions() {
        return extensions;
    }

    @Override
    public void setExtensions(@Nullable String extensions) {
        this.extensions = extensions;
    }
}
