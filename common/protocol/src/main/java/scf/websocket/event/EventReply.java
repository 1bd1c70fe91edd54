package scf.websocket.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The answer of the transmission and cleanup functions. Gateways ignore it, except for the extensions if they
 * announced any; logs and tests read it. A bean for the runtime.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class EventReply implements ExtensibleReply {
    private int errNo;

    private @Nullable String errMsg;

    /** Extension: JSON for the gateway; null, and then left out, if there is none. */
    private @Nullable String extensions;

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

    public @Nullable String getExtensions() {
        return extensions;
    }

    @Override
    public void setExtensions(@Nullable String extensions) {
        this.extensions = extensions;
    }
}
