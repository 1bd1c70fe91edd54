package scf.websocket.gateway.cleanup;

import org.jspecify.annotations.Nullable;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.route.Api;

/**
 * A pending cleanup of a connection that has ended; submitted after the last message.
 *
 * @param nanos when the connection ended
 * @param trace that the handshake named; null for none
 */
public record ExpectedCleanup(
        Api api, String connectionId, long nanos, @Nullable TraceParent trace) {}
