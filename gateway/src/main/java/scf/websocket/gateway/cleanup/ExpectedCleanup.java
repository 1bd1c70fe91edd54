package scf.websocket.gateway.cleanup;

import scf.websocket.gateway.route.Api;

/**
 * A pending cleanup of a connection that has ended; submitted after the last message.
 *
 * @param nanos when the connection ended
 */
public record ExpectedCleanup(Api api, String connectionId, long nanos) {}
