package scf.websocket.gateway.session;

import java.util.concurrent.Executor;
import scf.websocket.gateway.connection.CloseCause;

/**
 * A connection that can be written to and closed, from before register is asked until it begins to close. Event loop only, but for
 * {@link #id}, {@link #apiId}, {@link #eventLoop} and {@link #onEventLoop}.
 */
public interface LiveConnection {
    String id();

    /** The API that it came in by. */
    String apiId();

    /** Where the other methods may be called. */
    Executor eventLoop();

    /**
     * Runs it where the other methods may be called; what it throws ends the connection.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the gateway is too far stopped for that
     */
    void onEventLoop(Runnable task);

    /** Hands a frame to the socket's queue; {@link #flush} sends it. */
    SendOutcome send(OutboundFrame frame);

    /** Sends what was handed over. */
    void flush();

    /**
     * Closes with the code and reason that belong to the cause.
     *
     * @return false if it has ended, or is about to
     */
    boolean close(CloseCause cause);

    /**
     * Closes with a code and reason of the caller's.
     *
     * @return false if it has ended, or is about to
     */
    boolean close(CloseCause cause, int closeCode, String closeReason);
}
