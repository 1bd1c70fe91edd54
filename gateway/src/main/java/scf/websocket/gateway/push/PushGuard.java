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
import scf.websocket.gateway.metrics.PushSource;
import scf.websocket.gateway.security.CallerRule;
import scf.websocket.gateway.security.HashedSecrets;
import scf.websocket.gateway.security.PeerNetworks;

/**
 * Decides who may push to one listener: a caller with a token, with a secret in the path, or in a listed network. One
 * of them suffices, even next to an invalid one: a function in a listed network may still send an outdated token. A
 * browser in a listed network sends requests for any page, so a caller without a secret must use an address or a listed
 * host name. If nothing is configured, everyone may push. Thread-safe.
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

    /** @param callers the host names allowed for callers that are identified by network only */
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

    /** For a listener that anyone can reach. */
    public static PushGuard ofTokens(BearerTokens tokens, GatewayMetrics metrics) {
        return new PushGuard(
                tokens, new HashedSecrets(List.of()), PeerNetworks.none(), CallerRule.of(false, List.of()), metrics);
    }

    /** 401 as in RFC 6750 §3. The text names what is accepted, but not what was wrong. */
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

    /** Whether the path may contain a secret. */
    public boolean knowsSecrets() {
        return !secrets.isEmpty();
    }

    /** Returns the response to a caller without permission, and counts it; empty if the caller may push. */
    public Optional<HttpAnswer> refusal(RequestHead request) {
        if (isOpen() || knowsSecret(request)) {
            return Optional.empty();
        }
        if (!networks.contain(request.peer())) {
            metrics.push(PushSource.URL, "unauthorized", 1);
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

    /** Adds the check to an endpoint, because the routes may change between a request's head and its end. */
    public HttpEndpoint protect(HttpEndpoint endpoint) {
        return call -> {
            Optional<HttpAnswer> refused = refusal(call.head());
            return refused.isPresent() ? CompletableFuture.completedFuture(refused.get()) : endpoint.handle(call);
        };
    }
}
