package scf.websocket.gateway.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request (RFC 9112 §3.2).
 *
 * @param authority null in origin form
 * @param pathAndQuery the target in origin form
 */
record RequestTarget(@Nullable String authority, String pathAndQuery) {
    /** {@code ws:} is not an HTTP scheme, but some clients send their URL unchanged. */
    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");

    /** @return empty unless the target is a path, an absolute URL with a host, or {@code *} for OPTIONS */
    static Optional<RequestTarget> parse(HttpMethod method, String uri) {
        if (uri.indexOf('#') >= 0) {
            return Optional.empty();
        }
        if (uri.startsWith("/") || (uri.equals("*") && HttpMethod.OPTIONS.equals(method))) {
            return Optional.of(new RequestTarget(null, uri));
        }
        int scheme = uri.indexOf("://");
        if (scheme < 0 || !SCHEMES.contains(uri.substring(0, scheme).toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return absolute(uri.substring(scheme + 3));
    }

    private static Optional<RequestTarget> absolute(String rest) {
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
            end++;
        }
        String authority = rest.substring(0, end);
        if (authority.isEmpty() || authority.startsWith(":")) {
            return Optional.empty();
        }
        String path = rest.substring(end);
        return Optional.of(new RequestTarget(authority, path.startsWith("/") ? path : "/" + path));
    }
}
