package scf.websocket.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the register function answers: {@code errNo} 0 accepts the connection, anything else refuses it. A bean for the runtime; not
 * thread-safe.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class RegisterReply implements Reply {
    private int errNo;

    private @Nullable String errMsg;

    /** Set if the connection is accepted. */
    private @Nullable WebSocketPart websocket;

    public RegisterReply() {}

    /**
     * Accepts. Extensions are declined by leaving them out, as the samples do.
     *
     * @param subprotocol the one of the client's list that the server speaks, or null for none
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

    /** Refuses; the message must be fit for a client to read. */
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
}
