package scf.websocket.cleanup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.Reply;

/** The result of a sweep. A bean for the runtime. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class SweepReply implements Reply {
    private int errNo;

    private @Nullable String errMsg;

    /** Removed because of their age alone. */
    private long expired;

    /** Checked with the gateway. */
    private long asked;

    /** Removed because the gateway reported them as gone. */
    private long gone;

    /** Reported as open by the gateway. */
    private long open;

    public SweepReply() {}

    public static SweepReply of(ErrorNumber errorNumber, String message) {
        SweepReply reply = new SweepReply();
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

    public long getExpired() {
        return expired;
    }

    public void setExpired(long expired) {
        this.expired = expired;
    }

    public long getAsked() {
        return asked;
    }

    public void setAsked(long asked) {
        this.asked = asked;
    }

    public long getGone() {
        return gone;
    }

    public void setGone(long gone) {
        this.gone = gone;
    }

    public long getOpen() {
        return open;
    }

    public void setOpen(long open) {
        this.open = open;
    }
}
