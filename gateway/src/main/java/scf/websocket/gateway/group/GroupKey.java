package scf.websocket.gateway.group;

import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Utf8;

/** Identifies a group: names of different APIs are independent. */
public record GroupKey(String apiId, String name) {
    /**
     * Whether a text can name a group: 1 to {@value ExtensionFields#MAX_GROUP_BYTES} bytes of UTF-8 without unpaired
     * surrogates. {@value ExtensionFields#EVERYBODY} is such a name.
     */
    public static boolean isName(String name) {
        return !name.isEmpty() && Utf8.isWithin(name, ExtensionFields.MAX_GROUP_BYTES) && Utf8.isWellFormed(name);
    }

    int nameBytes() {
        return Utf8.encode(name).length;
    }
}
