package scf.websocket.gateway.admin;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.push.BearerTokens;
import scf.websocket.gateway.security.FetchSite;

/**
 * Decides who may use {@code /admin}: whoever has one of the tokens, or everyone who reaches the listener if there are
 * none. The right to push is of no use here. Browsers say when a page of another site causes a request, even one without
 * an Origin; it is refused. Thread-safe.
 */
record AdminGuard(BearerTokens tokens) {
    private static final HttpAnswer UNAUTHORIZED = HttpAnswer.json(
                    HttpResponseStatus.UNAUTHORIZED,
                    401,
                    "this needs 'Authorization: Bearer' with one of --admin-tokens; a push token is not enough")
            .with("WWW-Authenticate", "Bearer realm=\"admin\"");

    private static final HttpAnswer OTHER_SITE =
            HttpAnswer.json(HttpResponseStatus.FORBIDDEN, 403, "pages of other sites may not use this listener");

    /** Returns the response to a caller without permission; empty if the caller may go on. */
    Optional<HttpAnswer> refusal(RequestHead request) {
        if (FetchSite.isAnother(request.headers())) {
            return Optional.of(OTHER_SITE);
        }
        return tokens.isEmpty() || tokens.accept(request.headers().get(HttpHeaderNames.AUTHORIZATION))
                ? Optional.empty()
                : Optional.of(UNAUTHORIZED);
    }
}
