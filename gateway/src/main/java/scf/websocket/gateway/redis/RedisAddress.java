package scf.websocket.gateway.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host and port of a server; an IPv6 address has no brackets here. */
record RedisAddress(String host, int port) {
    /** One address in a URL. */
    static final String FORM = "(?:[^:/@,?#\\s\\[\\]]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?";

    private static final Pattern PARTS = Pattern.compile("\\[?(.+?)]?(?::(\\d{1,5}))?");

    /**
     * @param text like {@link #FORM}
     * @throws IllegalArgumentException if the port is out of range
     */
    static RedisAddress parse(String text, int defaultPort) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no host");
        }
        int port = parts.group(2) == null ? defaultPort : Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("no port");
        }
        return new RedisAddress(parts.group(1), port);
    }

    /** Returns it as in a URL. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
