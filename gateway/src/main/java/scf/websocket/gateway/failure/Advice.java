package scf.websocket.gateway.failure;

import java.util.Locale;

/**
 * Sections of {@code docs/troubleshooting.md} about a failed start. Each constant names an anchor in the page and in
 * its translation.
 */
public enum Advice {
    CERTIFICATE,
    FUNCTION_JAR,
    JOURNAL,
    LOCALE,
    MISSING_TARGET,
    PORT_TAKEN,
    PUSH_HOST,
    REDIS,
    ROUTES;

    /** Returns the anchor in the page. */
    public String anchor() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns a reference to append to a message. */
    @Override
    public String toString() {
        return "(docs/troubleshooting.md#" + anchor() + ")";
    }
}
