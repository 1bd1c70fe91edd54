package scf.websocket.gateway.push;

import org.jspecify.annotations.Nullable;
import scf.websocket.event.CloseCodes;
import scf.websocket.event.Utf8;

/** Reads {@code closeCode} and {@code closeReason}. */
final class PushClose {
    private PushClose() {}

    /** @throws PushRefusal if one of them must not be sent */
    static PushOrder.Close read(PushMembers push) {
        int code = code(push.get("closeCode"));
        PushJson.Value reason = push.get("closeReason");
        if (reason != null && !reason.isString()) {
            throw new PushRefusal(PushError.BAD_CLOSE_REASON);
        }
        String text = reason == null ? "" : Utf8.wellFormed(reason.text());
        if (!CloseCodes.isReason(text)) {
            throw new PushRefusal(PushError.BAD_CLOSE_REASON);
        }
        return new PushOrder.Close(code, text);
    }

    /** Accepts a number, or a string as in events. */
    private static int code(PushJson.@Nullable Value value) {
        if (value == null) {
            return CloseCodes.NORMAL;
        }
        int code = CloseCodes.parse(value.text()).orElse(0);
        if (value.kind() == PushJson.Kind.OTHER || !CloseCodes.mayBeSent(code)) {
            throw new PushRefusal(PushError.BAD_CLOSE_CODE);
        }
        return code;
    }
}
