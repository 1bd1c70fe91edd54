package scf.websocket.api;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.event.Utf8;

/** A request that has been let in: a method, and the JSON that goes with it. Immutable. */
final class ApiRequest {
    /** The largest body. */
    static final int MAX_BYTES = 1 << 20;

    /** A Function URL or a trigger may have a path of its own in front. */
    private static final Pattern PATH = Pattern.compile("(?:/[^/]+)*?/+api(?:/+([a-z_]{1,64}))?/*");

    private static final int MAX_PATH = 1024;

    private final String method;
    private final String json;

    private ApiRequest(String method, String json) {
        this.method = method;
        this.json = json;
    }

    static boolean isPath(String path) {
        return path.length() <= MAX_PATH && PATH.matcher(path).matches();
    }

    /** @throws HttpRefusal unless it is an authorized POST to a path of the API, with a text of bounded size */
    static ApiRequest of(HttpEvent event, ApiKeys keys) {
        if (!keys.accept(event)) {
            throw new HttpRefusal(
                    401, ProtocolError.UNAUTHORIZED.code(), "unauthorized: X-API-Key must be one of API_KEY");
        }
        String path = event.getPath() == null ? "" : event.getPath();
        Matcher matcher = PATH.matcher(path);
        if (path.length() > MAX_PATH || !matcher.matches()) {
            throw new HttpRefusal(404, ProtocolError.METHOD_NOT_FOUND.code(), "not found: POST /api/METHOD");
        }
        if (!"POST".equalsIgnoreCase(event.getHttpMethod())) {
            throw new HttpRefusal(405, ProtocolError.BAD_REQUEST.code(), "bad request: POST it").with("Allow", "POST");
        }
        return new ApiRequest(matcher.group(1) == null ? "" : matcher.group(1), body(event));
    }

    private static String body(HttpEvent event) {
        String text = event.getBody() == null ? "" : event.getBody();
        if (text.length() > 2 * MAX_BYTES) {
            throw tooLarge();
        }
        String json = Boolean.TRUE.equals(event.getIsBase64Encoded()) ? decoded(text) : text;
        if (!Utf8.isWithin(json, MAX_BYTES)) {
            throw tooLarge();
        }
        return json;
    }

    private static String decoded(String base64) {
        try {
            return Utf8.decode(Base64.getDecoder().decode(base64))
                    .orElseThrow(() -> badRequest("the body is not UTF-8"));
        } catch (IllegalArgumentException e) {
            throw badRequest("the body is not base64");
        }
    }

    private static HttpRefusal tooLarge() {
        return new HttpRefusal(413, ProtocolError.LIMIT_EXCEEDED.code(), "limit exceeded: a body of more than 1 MB");
    }

    private static HttpRefusal badRequest(String detail) {
        return new HttpRefusal(400, ProtocolError.BAD_REQUEST.code(), "bad request: " + detail);
    }

    /** Returns the last segment of the path; empty for a list of commands at {@code /api}. */
    String method() {
        return method;
    }

    String json() {
        return json;
    }
}
