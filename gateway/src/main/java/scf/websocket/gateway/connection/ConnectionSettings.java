package scf.websocket.gateway.connection;

import java.time.Duration;

/**
 * The bounds of one connection.
 *
 * @param idle a connection without a message for so long is closed; a message in either direction counts
 * @param maxDuration a connection is closed when it has been open for so long; zero for never
 * @param ping a client that was silent for so long is pinged
 * @param pong a client that does not answer a ping for so long is dead
 * @param closeTimeout how long a client may take to answer a close frame
 * @param cleanupFirst whether the socket of a client that has said goodbye is kept until its cleanup has succeeded, for the close
 *     timeout at most
 * @param maxMessageBytes the largest message, its fragments together
 * @param maxFrameBytes the largest frame
 * @param maxWaitingEvents messages of one connection that wait for the function before its socket is no longer read
 * @param sendQueueBytes what may wait to be sent to a client before it counts as a slow consumer
 * @param messagesPerSecond what it may send; 0 for any
 * @param bytesPerSecond of payload, as they come from the wire; 0 for any
 */
public record ConnectionSettings(
        Duration idle,
        Duration maxDuration,
        Duration ping,
        Duration pong,
        Duration closeTimeout,
        boolean cleanupFirst,
        int maxMessageBytes,
        int maxFrameBytes,
        int maxWaitingEvents,
        int sendQueueBytes,
        int messagesPerSecond,
        int bytesPerSecond) {
    /** Whether {@link #maxDuration} ends connections. */
    public boolean limitsDuration() {
        return !maxDuration.isZero();
    }
}
