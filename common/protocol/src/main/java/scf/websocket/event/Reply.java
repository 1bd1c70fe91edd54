package scf.websocket.event;

/** What a function answers: every answer has a number. */
public interface Reply {
    /** The number of an {@link ErrorNumber}; 0 is success. */
    int getErrNo();
}
