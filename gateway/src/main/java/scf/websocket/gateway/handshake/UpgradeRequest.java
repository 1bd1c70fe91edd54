package scf.websocket.gateway.handshake;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.invoke.Handshake;
import scf.websocket.gateway.route.ApiMatch;
import scf.websocket.gateway.security.RawText;

/** Validates and reads the client's opening handshake (RFC 6455 §4.2.1). */
final class UpgradeRequest {
    private static final int KEY_BYTES = 16;

    /** A token (RFC 9110 §5.6.2) with optional whitespace around it. */
    private static final Pattern TOKEN = Pattern.compile("[ \\t]*[\\w!#$%&'*+.^`|~-]+[ \\t]*");

    private UpgradeRequest() {}

    /** Whether the request is meant as a handshake, valid or not. */
    static boolean asks(FullHttpRequest request) {
        return request.headers().contains(HttpHeaderNames.UPGRADE);
    }

    /**
     * Reduces {@code Upgrade} and {@code Connection}, which may be lists, to the single values that Netty's handshaker
     * expects.
     */
    static void simplify(HttpHeaders headers) {
        headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    }

    /** Returns the error response to an invalid handshake, or empty. */
    static Optional<HttpAnswer> objection(FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!HttpMethod.GET.equals(request.method())) {
            return Optional.of(HttpAnswer.json(HttpResponseStatus.METHOD_NOT_ALLOWED, 405, "a WebSocket opens with GET")
                    .with("Allow", "GET"));
        }
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            return Optional.of(
                    HttpAnswer.json(HttpResponseStatus.UPGRADE_REQUIRED, 426, "this path speaks WebSocket only")
                            .with("Upgrade", "websocket"));
        }
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(bad("a handshake is HTTP/1.1"));
        }
        if (headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).size() > 1) {
            return Optional.of(bad("a handshake has one Sec-WebSocket-Version"));
        }
        if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Optional.of(
                    HttpAnswer.json(HttpResponseStatus.UPGRADE_REQUIRED, 426, "Sec-WebSocket-Version must be 13")
                            .with("Upgrade", "websocket")
                            .with("Sec-WebSocket-Version", "13"));
        }
        if (headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() != 1
                || !isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
            return Optional.of(bad("Sec-WebSocket-Key must be 16 bytes in base64"));
        }
        if (headers.getAll(HttpHeaderNames.ORIGIN).size() > 1) {
            return Optional.of(bad("a handshake has one Origin at most"));
        }
        return areSubprotocols(joined(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)))
                ? Optional.empty()
                : Optional.of(bad("Sec-WebSocket-Protocol must be tokens, each once"));
    }

    private static HttpAnswer bad(String message) {
        return HttpAnswer.json(HttpResponseStatus.BAD_REQUEST, 400, message);
    }

    /** Whether a list consists of distinct tokens, none of them empty (RFC 6455 §4.1). */
    private static boolean areSubprotocols(@Nullable String list) {
        if (list == null) {
            return true;
        }
        Set<String> names = new HashSet<>();
        for (String name : list.split(",", -1)) {
            if (!TOKEN.matcher(name).matches() || !names.add(name.strip())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Handshake handshake(FullHttpRequest request, ApiMatch match, String address, Admission admission) {
        return new Handshake(
                match.api().apiId(),
                match.stage(),
                match.path(),
                UUID.randomUUID().toString(),
                address,
                joined(request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)),
                joined(request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)),
                admission.headers(request),
                admission.parameters(request),
                match.parameters());
    }

    /** Returns the header of the client's trace; null without it, and if it is repeated, which makes it invalid. */
    static @Nullable String traceParent(FullHttpRequest request) {
        List<String> values = request.headers().getAll(TraceParent.HEADER);
        return values.size() == 1 ? values.get(0) : null;
    }

    /** A list header may be split over several lines, which mean the same as one (RFC 7230 §3.2.2). */
    private static @Nullable String joined(List<String> lines) {
        return lines.isEmpty() ? null : RawText.header(String.join(",", lines));
    }
}
