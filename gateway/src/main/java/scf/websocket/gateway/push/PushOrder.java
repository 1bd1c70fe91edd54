package scf.websocket.gateway.push;

import scf.websocket.event.CloseCodes;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.session.OutboundFrame;

/** What shall happen to the connections that a push names. Immutable. */
public sealed interface PushOrder {
    /** Send a frame. */
    record Send(OutboundFrame frame) implements PushOrder {}

    /**
     * Close the connection.
     *
     * @param code one that {@link CloseCodes#mayBeSent}
     * @param reason for the client, well-formed, at most {@value CloseCodes#MAX_REASON_BYTES} bytes of UTF-8; empty for none
     */
    record Close(int code, String reason) implements PushOrder {
        public Close {
            if (!CloseCodes.mayBeSent(code) || !CloseCodes.isReason(reason)) {
                throw new IllegalArgumentException("not what a close frame may say");
            }
        }

        /** An order of another node, whose version may know other rules: a connection that shall end does, with what may be said. */
        public static Close ofOtherNode(int code, String reason) {
            return new Close(
                    CloseCodes.mayBeSent(code) ? code : CloseCodes.NORMAL,
                    Utf8.truncate(reason, CloseCodes.MAX_REASON_BYTES));
        }
    }

    /** Only tell which connections are gone. */
    record Probe() implements PushOrder {}
}
