package scf.websocket.gateway.session;

import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.HeartbeatRule;

/** Recognizes and answers the heartbeats of an application's protocol. */
final class HeartbeatMessages {
    private HeartbeatMessages() {}

    static boolean isHeartbeat(HeartbeatRule rule, MessageAssembler.Result message) {
        if (message instanceof MessageAssembler.Text text) {
            return rule.reply(text.text()) != null || rule.swallows(text.text());
        }
        return message instanceof MessageAssembler.Binary binary && rule.swallows(binary.bytes());
    }

    /** Returns the answer; null for none. */
    static @Nullable OutboundFrame reply(HeartbeatRule rule, MessageAssembler.Result message) {
        String reply = message instanceof MessageAssembler.Text text ? rule.reply(text.text()) : null;
        return reply == null ? null : OutboundFrame.text(reply);
    }

    static OutboundFrame frame(HeartbeatRule.Payload payload) {
        byte[] binary = payload.binary();
        return binary == null ? OutboundFrame.text(payload.text()) : OutboundFrame.binary(binary);
    }
}
