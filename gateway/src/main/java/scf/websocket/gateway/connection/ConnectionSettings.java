package scf.websocket.gateway.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of one connection.
 *
 * @param idle closes a connection after this time without a message in either direction
 * @param maxDuration closes a connection that has been open for this long; zero for never
 * @param ping pings a client that was silent for this long
 * @param pong longest wait for the answer to a ping
 * @param closeTimeout longest wait for the client's close frame
 * @param cleanupFirst whether to keep the socket of a client that sent a close frame until its cleanup has succeeded,
 * but no longer than the close timeout
 * @param maxMessageBytes the largest message, over all its fragments
 * @param maxFrameBytes the largest frame
 * @param maxWaitingEvents queued messages of one connection from which on its socket is no longer read
 * @param sendQueueBytes unsent bytes from which on a client is a slow consumer
 * @param messagesPerSecond rate limit for received messages; 0 for none
 * @param bytesPerSecond rate limit for received payload, as sent on the wire; 0 for none
 * @param heartbeat of the application's protocol; null for WebSocket's alone
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
        int bytesPerSecond,
        @Nullable HeartbeatRule heartbeat) {
    public boolean limitsDuration() {
        return !maxDuration.isZero();
    }
}
