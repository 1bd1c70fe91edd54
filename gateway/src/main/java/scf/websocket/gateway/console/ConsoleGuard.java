package scf.websocket.gateway.console;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Optional;
import java.util.function.LongSupplier;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.security.FetchSite;
import scf.websocket.gateway.security.HashedSecrets;

/**
 * Decides who may use the console: whoever is signed in, or everyone who reaches the listener if there are no tokens.
 * Only the page itself may act: the browser names its origin, and sends JSON, which a form of another page cannot.
 * {@link scf.websocket.gateway.security.CallerRule} has compared an Origin with the Host before. Thread-safe.
 */
public final class ConsoleGuard {
    private static final HttpAnswer OTHER_SITE =
            HttpAnswer.json(HttpResponseStatus.FORBIDDEN, 403, "pages of other sites may not use the console");

    private static final HttpAnswer NO_ORIGIN = HttpAnswer.json(
            HttpResponseStatus.FORBIDDEN, 403, "only the page of the console may act here: Origin must equal the Host");

    private static final HttpAnswer NO_JSON = HttpAnswer.json(
            HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, 415, "the Content-Type must be application/json");

    private static final HttpAnswer SIGNED_OUT =
            HttpAnswer.json(HttpResponseStatus.UNAUTHORIZED, 401, "sign in with one of --console-tokens");

    private final HashedSecrets tokens;
    private final ConsoleSessions sessions;

    /**
     * @param tokens one of which somebody needs to sign in; without any, nobody has to
     * @param nanoTime a monotonic clock
     */
    public ConsoleGuard(HashedSecrets tokens, LongSupplier nanoTime) {
        this.tokens = tokens;
        this.sessions = new ConsoleSessions(nanoTime);
    }

    ConsoleSessions sessions() {
        return sessions;
    }

    boolean tokenNeeded() {
        return !tokens.isEmpty();
    }

    boolean isToken(String offered) {
        return tokens.contain(offered);
    }

    /** Returns the session of a request; empty without one. */
    Optional<ConsoleSession> session(HttpHeaders request) {
        return SessionCookie.of(request).flatMap(sessions::find);
    }

    /** Returns the number of the session of a request; 0 without one. */
    int number(HttpHeaders request) {
        return session(request).map(ConsoleSession::number).orElse(0);
    }

    boolean isSignedIn(HttpHeaders request) {
        return !tokenNeeded() || session(request).isPresent();
    }

    /** Returns the response to a request of which another page is the cause; empty if there is none. */
    Optional<HttpAnswer> foreign(RequestHead request) {
        return FetchSite.isAnother(request.headers()) ? Optional.of(OTHER_SITE) : Optional.empty();
    }

    /** Returns the response to a caller who is not signed in; empty if the caller may go on. */
    Optional<HttpAnswer> refusal(RequestHead request) {
        return foreign(request).or(() -> isSignedIn(request.headers()) ? Optional.empty() : Optional.of(SIGNED_OUT));
    }

    /** Returns the response to an action that the page would not send in this way; empty if it may be done. */
    Optional<HttpAnswer> objection(HttpCall call) {
        if (call.method().equals(HttpMethod.GET)) {
            return Optional.empty();
        }
        HttpHeaders headers = call.head().headers();
        if (!headers.contains(HttpHeaderNames.ORIGIN)) {
            return Optional.of(NO_ORIGIN);
        }
        boolean isJson = HttpHeaderValues.APPLICATION_JSON.contentEqualsIgnoreCase(
                String.valueOf(HttpUtil.getMimeType(headers.get(HttpHeaderNames.CONTENT_TYPE, ""))));
        return isJson || call.method().equals(HttpMethod.DELETE) ? Optional.empty() : Optional.of(NO_JSON);
    }
}
