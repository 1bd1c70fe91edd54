package scf.websocket.gateway.cleanup;

import scf.websocket.gateway.route.Api;

/**
 * A connection that has ended: its cleanup is pending, though it is submitted only after the last message.
 *
 * @param nanos when it ended
 */
public record ExpectedCleanup(Api api, String connectionId, long nanos) {}
