package scf.websocket.gateway.security;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages away from the internal listener. A browser on the same machine reaches it, on behalf of any page: with a form or a
 * fetch, which carry an {@code Origin}, or under a name of the page's own that resolves to 127.0.0.1 (DNS rebinding), which is seen by its
 * {@code Host}. Functions and curl send no Origin. The same holds for every machine of a network that is let in without a secret.
 * Thread-safe.
 */
public final class CallerRule {
    /** What is wrong with a request. */
    public enum Objection {
        /** It comes from a page. */
        ORIGIN,

        /** It is for a name that nobody has listed. */
        HOST
    }

    private static final String NAME = "[A-Za-z0-9_]([A-Za-z0-9_.-]{0,253}[A-Za-z0-9_])?";

    private final boolean loopback;
    private final Set<String> hosts;

    private CallerRule(boolean loopback, Set<String> hosts) {
        this.loopback = loopback;
        this.hosts = hosts;
    }

    /**
     * The rule of a listener.
     *
     * @param loopback whether it can be reached from this machine alone: then the names of a request matter
     * @param hosts names that are as good as those of the loopback, without ports
     * @throws IllegalArgumentException for one that is no name and no address
     */
    public static CallerRule of(boolean loopback, List<String> hosts) {
        return new CallerRule(loopback, hosts.stream().map(CallerRule::checked).collect(Collectors.toSet()));
    }

    private static String checked(String host) {
        if (!host.matches(NAME) && NetUtil.createByteArrayFromIpAddressString(host) == null) {
            throw new IllegalArgumentException(
                    "--push-hosts must be names like push.example.com, without scheme and port, but has '" + host
                            + "'");
        }
        return canonical(host);
    }

    /** Null for a request that may go on. */
    public @Nullable Objection objection(HttpHeaders headers) {
        String host = headers.get(HttpHeaderNames.HOST);
        if (loopback && host != null && !isOurs(withoutPort(host))) {
            return Objection.HOST;
        }
        for (String origin : headers.getAll(HttpHeaderNames.ORIGIN)) {
            // What the listener itself has sent is no page, but of the same origin at least.
            if (!loopback || host == null || !origin.equalsIgnoreCase("http://" + host)) {
                return Objection.ORIGIN;
            }
        }
        return null;
    }

    /**
     * Whether a page may have made a browser send it, by a name of the page's own that resolves to the listener: its Host is neither an
     * address nor a name that is listed. Matters for callers of whom nothing is known but where they are.
     */
    public boolean isForeignName(HttpHeaders headers) {
        String host = headers.get(HttpHeaderNames.HOST);
        return host != null
                && !isOurs(withoutPort(host))
                && AddressRange.address(canonical(withoutPort(host))).isEmpty();
    }

    private boolean isOurs(String host) {
        String name = canonical(host);
        return hosts.contains(name)
                || name.equals("localhost")
                // RFC 6761 §6.3: never asked of a name server.
                || name.endsWith(".localhost")
                || AddressRange.address(name)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    private static String canonical(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(1, end);
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
