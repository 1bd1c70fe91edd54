package scf.websocket.gateway.invoke;

import java.util.regex.Pattern;

/** {@code scf:REGION/NAMESPACE/FUNCTION[:QUALIFIER]}, with the names that SCF allows. */
final class ScfTarget {
    static final Pattern PATTERN = Pattern.compile(
            "scf:([a-z]+-[a-z0-9-]+)/([A-Za-z][\\w-]{0,59})/([A-Za-z][\\w-]{0,59})(?::([$\\w.-]{1,64}))?");

    private ScfTarget() {}
}
