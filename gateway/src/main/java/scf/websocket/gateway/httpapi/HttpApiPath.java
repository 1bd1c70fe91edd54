package scf.websocket.gateway.httpapi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of the HTTP API: {@code /api/METHOD}, and {@code /api} for several commands. */
final class HttpApiPath {
    private static final Pattern FORM = Pattern.compile("/api(?:/([a-z_]{1,64}))?");

    private HttpApiPath() {}

    static boolean matches(String path) {
        return FORM.matcher(path).matches();
    }

    /** Returns the method, which is safe to log; empty if there is none. */
    static Optional<String> method(String path) {
        Matcher matcher = FORM.matcher(path);
        return matcher.matches() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    }
}
