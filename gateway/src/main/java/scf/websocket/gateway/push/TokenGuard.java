package scf.websocket.gateway.push;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;

/** Lets only those through to an endpoint who have a token: 401 for the others, as RFC 6750 §3 has it. Thread-safe. */
public final class TokenGuard implements HttpEndpoint {
    private final HttpEndpoint endpoint;
    private final BearerTokens tokens;

    private TokenGuard(HttpEndpoint endpoint, BearerTokens tokens) {
        this.endpoint = endpoint;
        this.tokens = tokens;
    }

    /** The endpoint itself if there are no tokens. */
    public static HttpEndpoint of(HttpEndpoint endpoint, BearerTokens tokens) {
        return tokens.isEmpty() ? endpoint : new TokenGuard(endpoint, tokens);
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        if (tokens.accept(call.headers().get(HttpHeaderNames.AUTHORIZATION))) {
            return endpoint.handle(call);
        }
        return CompletableFuture.completedFuture(refusal());
    }

    /** What somebody without a token is told. */
    static HttpAnswer refusal() {
        return PushError.UNAUTHORIZED.answer().with("WWW-Authenticate", "Bearer realm=\"push\"");
    }
}
