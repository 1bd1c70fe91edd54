package scf.websocket.gateway.options;

import java.util.regex.Pattern;

/**
 * Recognizes the variables that Kubernetes (like Docker before it) injects for each service of a namespace. A service
 * called gateway yields {@code GATEWAY_PORT=tcp://10.96.0.1:8080}, which has the name of one of our options.
 */
final class ServiceLink {
    private static final Pattern FORM = Pattern.compile("(tcp|udp|sctp)://(\\[[0-9A-Fa-f:.]+]|[^/\\s:]+):\\d{1,5}");

    private ServiceLink() {}

    /** Whether the variable cannot be meant as a setting. */
    static boolean is(String variable, String value) {
        return (variable.endsWith("_PORT") || variable.endsWith("_HOST"))
                && FORM.matcher(value.trim()).matches();
    }
}
