package scf.websocket.channels.store;

import java.util.Locale;

/** What a user may not do for a while. */
public enum Restriction {
    /** Sign in. */
    BLOCK,
    /** Publish. */
    MUTE;

    String storedName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if it is no stored name */
    static Restriction stored(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
