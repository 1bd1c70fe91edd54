package scf.websocket.api;

import java.util.Optional;

/** Reads the event of a request from the body of another request. */
final class JsonHttpEvent {
    /** A body in which each character is escaped, and headers. */
    private static final int MAX_LENGTH = 7 * ApiRequest.MAX_BYTES;

    private JsonHttpEvent() {}

    /** Returns empty if the request is one to the API itself, or its body is no event. */
    static Optional<HttpEvent> in(HttpEvent event) {
        String body = event.getBody();
        boolean isOfApi = event.getPath() != null && ApiRequest.isPath(event.getPath());
        if (isOfApi || body == null || body.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            JsonParams json = JsonParams.parse(body);
            if (!json.has("path") || !json.has("headers")) {
                return Optional.empty();
            }
            HttpEvent posted = new HttpEvent();
            posted.setHttpMethod(json.text("httpMethod"));
            posted.setPath(json.text("path"));
            posted.setHeaders(json.textsByName("headers"));
            posted.setBody(json.text("body"));
            posted.setIsBase64Encoded(json.flag("isBase64Encoded"));
            return Optional.of(posted);
        } catch (ApiException e) {
            return Optional.empty();
        }
    }
}
