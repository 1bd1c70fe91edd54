package scf.websocket.gateway.push;

import scf.websocket.gateway.session.OutboundFrame;

/** What shall happen to the connections that a push names. Immutable. */
public sealed interface PushOrder {
    /** Send a frame. */
    record Send(OutboundFrame frame) implements PushOrder {}

    /**
     * Close the connection.
     *
     * @param code as RFC 6455 §7.4 lets a server send it
     * @param reason for the client, at most {@value CloseRules#MAX_REASON_BYTES} bytes of UTF-8; empty for none
     */
    record Close(int code, String reason) implements PushOrder {}

    /** Only tell which connections are gone. */
    record Probe() implements PushOrder {}
}
