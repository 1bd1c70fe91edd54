package scf.websocket.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * The answer of the transmission and cleanup functions. Gateways ignore it; logs and tests read it. A bean for the
 * runtime.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class EventReply implements Reply {
    private int errNo;

    private @Nullable String errMsg;

    public EventReply() {}

    public static EventReply ok() {
        return of(ErrorNumber.OK, ReplyFields.OK);
    }

    public static EventReply of(ErrorNumber errorNumber, String message) {
        EventReply reply = new EventReply();
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
}
