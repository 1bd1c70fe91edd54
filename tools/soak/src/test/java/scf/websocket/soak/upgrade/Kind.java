package scf.websocket.soak.upgrade;

import java.util.Locale;

/** The functions that a gateway calls. */
enum Kind {
    REGISTER("Register"),
    TRANSMISSION("Transmission"),
    CLEANUP("Cleanup");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    /** Its option of the gateway, its path here. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String module() {
        return label() + "-fn";
    }

    /** The handler, the same in all versions. */
    String handler() {
        return "scf.websocket." + label() + "." + title + "Function::mainHandler";
    }
}
