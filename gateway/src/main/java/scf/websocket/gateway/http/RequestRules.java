package scf.websocket.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates the head of a request by RFC 9110 and RFC 9112, beyond what the decoder rejects. */
final class RequestRules {
    /** RFC 9112 §3.2: a host, possibly empty, and an optional port. */
    private static final Pattern HOST = Pattern.compile(
            "(\\[[0-9A-Fa-f:.]+]|\\[v[0-9A-Fa-f]+\\.[\\w.~!$&'()*+,;=:-]+]|[\\w.~!$&'()*+,;=%-]*)(:\\d{0,5})?");

    private RequestRules() {}

    /**
     * Returns the error response to an invalid head, or empty. Converts a target in absolute form to origin form, and
     * copies its authority to {@code Host}.
     */
    static Optional<HttpAnswer> objection(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.protocolVersion().majorVersion() != 1) {
            return Optional.of(HttpAnswer.json(
                    HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, 505, "this server speaks HTTP/1.1 and HTTP/1.0"));
        }
        String wrong = hostObjection(request);
        if (wrong == null && headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size() > 1) {
            wrong = "a request has one Content-Length";
        }
        if (wrong == null && headers.contains("Sec-WebSocket-Key1") && headers.contains("Sec-WebSocket-Key2")) {
            // The decoder takes this for an old draft, in which eight unannounced bytes follow.
            wrong = "this draft of WebSocket is too old";
        }
        if (wrong == null) {
            wrong = targetObjection(request);
        }
        if (wrong != null) {
            return Optional.of(HttpAnswer.json(HttpResponseStatus.BAD_REQUEST, 400, wrong));
        }
        return expectationObjection(request);
    }

    private static @Nullable String hostObjection(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        boolean optional = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        if (hosts.size() > 1 || (hosts.isEmpty() && !optional)) {
            return "an HTTP/1.1 request names its host, once";
        }
        return hosts.isEmpty() || HOST.matcher(hosts.get(0)).matches() ? null : "the Host header is no host";
    }

    private static @Nullable String targetObjection(HttpRequest request) {
        Optional<RequestTarget> target = RequestTarget.parse(request.method(), request.uri());
        if (target.isEmpty()) {
            return "the request target is neither a path nor a URL";
        }
        String authority = target.get().authority();
        if (authority != null) {
            if (!HOST.matcher(authority).matches()) {
                return "the request target names no host";
            }
            // RFC 9112 §3.2.2: the target's authority overrides Host.
            request.headers().set(HttpHeaderNames.HOST, authority);
            request.setUri(target.get().pathAndQuery());
        }
        return null;
    }

    private static Optional<HttpAnswer> expectationObjection(HttpRequest request) {
        List<String> expected = request.headers().getAll(HttpHeaderNames.EXPECT);
        boolean known = expected.isEmpty()
                || request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                || (expected.size() == 1 && HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected.get(0)));
        return known
                ? Optional.empty()
                : Optional.of(HttpAnswer.json(
                        HttpResponseStatus.EXPECTATION_FAILED, 417, "only 100-continue can be expected"));
    }
}
