package scf.websocket.gateway.console;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.CookieHeaderNames;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import java.util.Optional;

/** The cookie with the key of a session. Scripts cannot read it, and no request from another site has it. */
final class SessionCookie {
    private static final String NAME = "scf-websocket-console";
    private static final String PATH = "/console";
    private static final String HTTPS = "https://";

    private SessionCookie() {}

    /** Returns the key in a request. */
    static Optional<String> of(HttpHeaders request) {
        return request.getAll(HttpHeaderNames.COOKIE).stream()
                .flatMap(header -> ServerCookieDecoder.STRICT.decode(header).stream())
                .filter(cookie -> cookie.name().equals(NAME))
                .map(Cookie::value)
                .findFirst();
    }

    /**
     * Returns the header that gives a browser a key.
     *
     * @param request says by its origin whether the page was loaded with TLS, which a proxy may speak for us
     */
    static String give(String key, HttpHeaders request) {
        return header(key, ConsoleSessions.LONGEST.toSeconds(), request);
    }

    /** Returns the header that takes the key away. */
    static String take(HttpHeaders request) {
        return header("", 0, request);
    }

    private static String header(String value, long maxAge, HttpHeaders request) {
        DefaultCookie cookie = new DefaultCookie(NAME, value);
        cookie.setHttpOnly(true);
        cookie.setSameSite(CookieHeaderNames.SameSite.Strict);
        cookie.setPath(PATH);
        cookie.setMaxAge(maxAge);
        cookie.setSecure(request.get(HttpHeaderNames.ORIGIN, "").startsWith(HTTPS));
        return ServerCookieEncoder.STRICT.encode(cookie);
    }
}
