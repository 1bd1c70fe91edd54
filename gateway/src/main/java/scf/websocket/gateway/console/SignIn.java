package scf.websocket.gateway.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import scf.websocket.gateway.http.CheckedEndpoint;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.JsonBody;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.limit.AddressRate;

/** {@code /console/api/session}: who is asking, signing in, and signing out. Thread-safe. */
final class SignIn {
    static final int ATTEMPTS_PER_MINUTE = 10;
    private static final int MAX_ADDRESSES = 10_000;

    private final ConsoleGuard guard;
    private final ConsoleSessions sessions;
    private final Supplier<ObjectNode> about;
    private final LongSupplier nanoTime;
    private final AddressRate attempts;

    /**
     * @param about describes the gateway to somebody who is signed in
     * @param nanoTime a monotonic clock
     */
    SignIn(ConsoleGuard guard, Supplier<ObjectNode> about, LongSupplier nanoTime) {
        this.guard = guard;
        this.sessions = guard.sessions();
        this.about = about;
        this.nanoTime = nanoTime;
        this.attempts =
                new AddressRate(ATTEMPTS_PER_MINUTE, Duration.ofMinutes(1), MAX_ADDRESSES, nanoTime.getAsLong());
    }

    HttpEndpoint endpoint() {
        return new CheckedEndpoint(Map.of(
                HttpMethod.GET, this::state,
                HttpMethod.POST, this::begin,
                HttpMethod.DELETE, this::end));
    }

    private CompletionStage<HttpAnswer> state(HttpCall call) {
        boolean signedIn = guard.isSignedIn(call.head().headers());
        ObjectNode body = signedIn ? about.get() : HttpAnswer.okBody();
        return done(HttpAnswer.json(
                HttpResponseStatus.OK, body.put("signedIn", signedIn).put("tokenNeeded", guard.tokenNeeded())));
    }

    private CompletionStage<HttpAnswer> begin(HttpCall call) {
        if (!attempts.admit(address(call.head()), nanoTime.getAsLong())) {
            return done(HttpAnswer.json(HttpResponseStatus.TOO_MANY_REQUESTS, 429, "too many attempts to sign in")
                    .with("Retry-After", "60"));
        }
        String token = JsonBody.parse(call.body(), Set.of("token")).requiredText("token");
        if (guard.tokenNeeded() && !guard.isToken(token)) {
            return done(HttpAnswer.json(HttpResponseStatus.UNAUTHORIZED, 401, "this is none of --console-tokens"));
        }
        SessionCookie.of(call.head().headers()).ifPresent(sessions::end);
        return done(noContent(SessionCookie.give(sessions.begin(), call.head().headers())));
    }

    private CompletionStage<HttpAnswer> end(HttpCall call) {
        SessionCookie.of(call.head().headers()).ifPresent(sessions::end);
        return done(noContent(SessionCookie.take(call.head().headers())));
    }

    private static HttpAnswer noContent(String cookie) {
        return HttpAnswer.text(HttpResponseStatus.NO_CONTENT, "").with(HttpHeaderNames.SET_COOKIE.toString(), cookie);
    }

    private static CompletionStage<HttpAnswer> done(HttpAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private static String address(RequestHead head) {
        return head.peer() instanceof InetSocketAddress peer ? NetUtil.toAddressString(peer.getAddress()) : "";
    }
}
