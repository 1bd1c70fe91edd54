package scf.websocket.gateway.failure;

import java.util.Locale;

/** Where {@code docs/troubleshooting.md} explains a fault of the start: each is the name of a place that both its translations have. */
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

    /** The name of the place. */
    public String anchor() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people, to stand behind a message. */
    @Override
    public String toString() {
        return "(docs/troubleshooting.md#" + anchor() + ")";
    }
}
