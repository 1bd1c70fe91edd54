package scf.websocket.event;

/** The answer of a function. */
public interface Reply {
    /** Returns the number of an {@link ErrorNumber}; 0 is success. */
    int getErrNo();
}
