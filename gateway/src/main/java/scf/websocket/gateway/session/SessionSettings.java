package scf.websocket.gateway.session;

import java.time.Duration;

/**
 * The bounds of one connection.
 *
 * @param idle a connection without a message for so long is closed; a message in either direction counts
 * @param ping a client that was silent for so long is pinged
 * @param pong a client that does not answer a ping for so long is dead
 * @param closeTimeout how long a client may take to answer a close frame
 * @param maxMessageBytes the largest message, its fragments together
 * @param maxWaitingEvents messages of one connection that wait for the function before its socket is no longer read
 * @param sendQueueBytes what may wait to be sent to a client before it counts as a slow consumer
 */
public record SessionSettings(
        Duration idle,
        Duration ping,
        Duration pong,
        Duration closeTimeout,
        int maxMessageBytes,
        int maxWaitingEvents,
        int sendQueueBytes) {}
