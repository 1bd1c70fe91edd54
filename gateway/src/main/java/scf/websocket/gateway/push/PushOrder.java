package scf.websocket.gateway.push;

import scf.websocket.event.CloseCodes;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.session.OutboundFrame;

/** What to do with the connections of a push. Immutable. */
public sealed interface PushOrder {
    /** Send a frame. */
    record Send(OutboundFrame frame) implements PushOrder {}

    /**
     * Close the connection.
     *
     * @param code one that {@link CloseCodes#mayBeSent} accepts
     * @param reason for the client, well-formed, at most {@value CloseCodes#MAX_REASON_BYTES} bytes of UTF-8; empty for
     * none
     */
    record Close(int code, String reason) implements PushOrder {
        public Close {
            if (!CloseCodes.mayBeSent(code) || !CloseCodes.isReason(reason)) {
                throw new IllegalArgumentException("not what a close frame may say");
            }
        }

        /**
         * Creates an order from another node, whose version may have other rules: replaces a code and truncates a
         * reason that must not be sent.
         */
        public static Close ofOtherNode(int code, String reason) {
            return new Close(
                    CloseCodes.mayBeSent(code) ? code : CloseCodes.NORMAL,
                    Utf8.truncate(reason, CloseCodes.MAX_REASON_BYTES));
        }
    }

    /** Only check whether the connections are open. */
    record Probe() implements PushOrder {}
}
