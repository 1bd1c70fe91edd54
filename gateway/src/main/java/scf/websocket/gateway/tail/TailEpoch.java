package scf.websocket.gateway.tail;

import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Utf8;

/** The name of one life of a group's numbers: a new one when the function has lost its messages. */
public final class TailEpoch {
    private TailEpoch() {}

    /**
     * Whether a text can be an epoch: 1 to {@value ExtensionFields#MAX_EPOCH_BYTES} bytes of UTF-8 without unpaired
     * surrogates.
     */
    public static boolean isValid(String epoch) {
        return !epoch.isEmpty() && Utf8.isWithin(epoch, ExtensionFields.MAX_EPOCH_BYTES) && Utf8.isWellFormed(epoch);
    }
}
