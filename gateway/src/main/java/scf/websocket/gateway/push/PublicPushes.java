package scf.websocket.gateway.push;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;
import java.util.function.Function;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpEndpoint;

/** The pushes that are taken on the listener for clients, from those who have a token. Thread-safe. */
public final class PublicPushes implements GuardedEndpoints {
    private final Function<String, Optional<HttpEndpoint>> endpoints;
    private final BearerTokens tokens;
    private final int maxBodyBytes;

    /** @param endpoints the one for a path, if any; asked for each request */
    public PublicPushes(Function<String, Optional<HttpEndpoint>> endpoints, BearerTokens tokens, int maxBodyBytes) {
        this.endpoints = endpoints;
        this.tokens = tokens;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public Optional<HttpEndpoint> at(String path) {
        return endpoints.apply(path);
    }

    @Override
    public Optional<HttpAnswer> refusal(HttpHeaders headers) {
        return tokens.accept(headers.get(HttpHeaderNames.AUTHORIZATION))
                ? Optional.empty()
                : Optional.of(TokenGuard.refusal());
    }

    @Override
    public int maxBodyBytes() {
        return maxBodyBytes;
    }
}
