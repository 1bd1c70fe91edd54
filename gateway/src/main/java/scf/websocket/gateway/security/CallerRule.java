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
 * Keeps web pages away from the internal listener. A browser on the same machine can reach it on behalf of any page:
 * with a form or fetch, which has an {@code Origin}, or by DNS rebinding, under a name of the page's site that resolves
 * to 127.0.0.1, which appears in {@code Host}. Functions and curl send no Origin. The same applies to hosts in a
 * network that needs no secret. Thread-safe.
 */
public final class CallerRule {
    /** Why a request is rejected. */
    public enum Objection {
        /** The request comes from a page. */
        ORIGIN,

        /** The Host is not a listed name. */
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
     * Creates the rule of a listener.
     *
     * @param loopback whether only this machine can reach the listener; then the Host is checked
     * @param hosts additional names to accept, without ports
     * @throws IllegalArgumentException if an entry is neither a name nor an address
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

    /**
     * Returns null if the request is acceptable.
     *
     * @param fromOwnPage whether the path is used by a page that the listener serves itself
     */
    public @Nullable Objection objection(HttpHeaders headers, boolean fromOwnPage) {
        String host = headers.get(HttpHeaderNames.HOST);
        if (loopback && host != null && !isOurs(withoutPort(host))) {
            return Objection.HOST;
        }
        if (fromOwnPage && isForeignName(headers)) {
            return Objection.HOST;
        }
        for (String origin : headers.getAll(HttpHeaderNames.ORIGIN)) {
            if (!(loopback || fromOwnPage) || host == null || !isSame(origin, host, fromOwnPage)) {
                return Objection.ORIGIN;
            }
        }
        return null;
    }

    /** A page of the listener has the same origin, or a proxy's that speaks TLS and passes on the Host. */
    private static boolean isSame(String origin, String host, boolean orTls) {
        return origin.equalsIgnoreCase("http://" + host) || (orTls && origin.equalsIgnoreCase("https://" + host));
    }

    /**
     * Whether a page may have triggered the request by DNS rebinding: its Host is neither an address nor a listed name.
     * Relevant for callers that are identified only by their network.
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
                // RFC 6761 §6.3: never resolved by DNS.
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
