package scf.websocket.gateway.push;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.security.CallerRule;
import scf.websocket.gateway.security.HashedSecrets;
import scf.websocket.gateway.security.PeerNetworks;

/**
 * Decides who may push to one listener: whoever has a token, or a secret in the path, or calls from a listed network. One of them is
 * enough, and a wrong one beside it does no harm: a function that still sends last year's token from a listed network is let in. A
 * browser in a listed network calls for any page, so callers without a secret are let in only by an address or a listed name. Where
 * none is set, everybody is let in. Thread-safe.
 */
public final class PushGuard {
    private static final HttpAnswer FOREIGN_NAME = HttpAnswer.json(
            HttpResponseStatus.FORBIDDEN,
            403,
            "without a token or a secret, the Host must be an address or one of --push-hosts");

    private final BearerTokens tokens;
    private final HashedSecrets secrets;
    private final PeerNetworks networks;
    private final CallerRule callers;
    private final GatewayMetrics metrics;
    private final HttpAnswer refusal;

    /** @param callers the names under which callers may call that are known by their network alone */
    public PushGuard(
            BearerTokens tokens,
            HashedSecrets secrets,
            PeerNetworks networks,
            CallerRule callers,
            GatewayMetrics metrics) {
        this.tokens = tokens;
        this.secrets = secrets;
        this.networks = networks;
        this.callers = callers;
        this.metrics = metrics;
        this.refusal = refusal();
    }

    /** For a listener that anybody can reach. */
    public static PushGuard ofTokens(BearerTokens tokens, GatewayMetrics metrics) {
        return new PushGuard(
                tokens, new HashedSecrets(List.of()), PeerNetworks.none(), CallerRule.of(false, List.of()), metrics);
    }

    /** 401 as RFC 6750 §3 has it, with a text that says what would have been right and not what was wrong. */
    private HttpAnswer refusal() {
        List<String> ways = new ArrayList<>();
        if (!tokens.isEmpty()) {
            ways.add("'Authorization: Bearer' with one of --push-tokens");
        }
        if (!secrets.isEmpty()) {
            ways.add("one of --push-secrets in its path");
        }
        if (!networks.isEmpty()) {
            ways.add("an address of --push-networks");
        }
        return PushError.UNAUTHORIZED
                .answer("a push needs " + String.join(", or ", ways))
                .with("WWW-Authenticate", "Bearer realm=\"push\"");
    }

    /** Whether a secret may stand in the path. */
    public boolean knowsSecrets() {
        return !secrets.isEmpty();
    }

    /** What a caller is told who may not push; empty for one who may. Counted. */
    public Optional<HttpAnswer> refusal(RequestHead request) {
        if (isOpen() || knowsSecret(request)) {
            return Optional.empty();
        }
        if (!networks.contain(request.peer())) {
            metrics.push("unauthorized", 1);
            return Optional.of(refusal);
        }
        if (callers.isForeignName(request.headers())) {
            metrics.limitHit(Limit.PUSH_HOSTS.label());
            return Optional.of(FOREIGN_NAME);
        }
        return Optional.empty();
    }

    private boolean isOpen() {
        return tokens.isEmpty() && secrets.isEmpty() && networks.isEmpty();
    }

    private boolean knowsSecret(RequestHead request) {
        boolean hasToken = tokens.accept(request.headers().get(HttpHeaderNames.AUTHORIZATION));
        boolean hasSecret =
                PushPath.secret(request.path()).filter(secrets::contain).isPresent();
        return hasToken || hasSecret;
    }

    /** An endpoint that asks, too, because the routes may have changed between the head of a request and its end. */
    public HttpEndpoint protect(HttpEndpoint endpoint) {
        return call -> {
            Optional<HttpAnswer> refused = refusal(call.head());
            return refused.isPresent() ? CompletableFuture.completedFuture(refused.get()) : endpoint.handle(call);
        };
    }
}
