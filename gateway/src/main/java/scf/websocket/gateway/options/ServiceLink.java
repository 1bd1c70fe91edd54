package scf.websocket.gateway.options;

import java.util.regex.Pattern;

/**
 * What Kubernetes (and Docker before it) puts into the environment for each service of a namespace: for one that is called gateway,
 * {@code GATEWAY_PORT=tcp://10.96.0.1:8080}, in the name of one of our options.
 */
final class ServiceLink {
    private static final Pattern FORM = Pattern.compile("(tcp|udp|sctp)://(\\[[0-9A-Fa-f:.]+]|[^/\\s:]+):\\d{1,5}");

    private ServiceLink() {}

    /** Whether nobody can have meant it as a setting. */
    static boolean is(String variable, String value) {
        return (variable.endsWith("_PORT") || variable.endsWith("_HOST"))
                && FORM.matcher(value.trim()).matches();
    }
}
