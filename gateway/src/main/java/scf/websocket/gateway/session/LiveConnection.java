package scf.websocket.gateway.session;

import java.util.concurrent.Executor;
import scf.websocket.gateway.connection.CloseCause;

/**
 * A connection that can be written to and closed, from before register is invoked until it starts to close. Event loop
 * only, except {@link #id}, {@link #apiId}, {@link #eventLoop} and {@link #onEventLoop}.
 */
public interface LiveConnection {
    String id();

    /** Returns the id of its API. */
    String apiId();

    /** Returns the executor for the other methods. */
    Executor eventLoop();

    /**
     * Runs a task on the event loop; an exception closes the connection.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the event loop has stopped
     */
    void onEventLoop(Runnable task);

    /** Describes the connection as it is now. */
    ConnectionDetails details();

    /** Adds a frame to the socket's send queue; {@link #flush} sends it. */
    SendOutcome send(OutboundFrame frame);

    /** Sends the queued frames. */
    void flush();

    /**
     * Closes with the cause's default code and reason.
     *
     * @return false if the connection is closing or closed
     */
    boolean close(CloseCause cause);

    /**
     * Closes with the given code and reason.
     *
     * @return false if the connection is closing or closed
     */
    boolean close(CloseCause cause, int closeCode, String closeReason);

    /** Stops reading the socket, or reads it again. No effect unless the connection is open. */
    void pauseReading(boolean paused);

    /** Closes the socket without a close frame. */
    void cut();
}
