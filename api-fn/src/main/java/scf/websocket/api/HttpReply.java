package scf.websocket.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** An HTTP response, as Function URLs and HTTP triggers take it. A bean for the runtime; not thread-safe. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class HttpReply {
    private Boolean isBase64Encoded = false;

    private int statusCode;

    private Map<String, String> headers = Collections.emptyMap();

    private String body = "";

    public HttpReply() {}

    /** @param body JSON */
    static HttpReply of(int statusCode, String body) {
        HttpReply reply = new HttpReply();
        reply.statusCode = statusCode;
        reply.headers = Collections.singletonMap("Content-Type", "application/json; charset=utf-8");
        reply.body = body;
        return reply;
    }

    /** Adds a header. */
    HttpReply with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        headers = more;
        return this;
    }

    public Boolean getIsBase64Encoded() {
        return isBase64Encoded;
    }

    public void setIsBase64Encoded(Boolean isBase64Encoded) {
        this.isBase64Encoded = isBase64Encoded;
    }

    public int getStatusCode() {
        return statusCode;
    }

    public void setStatusCode(int statusCode) {
        this.statusCode = statusCode;
    }

    public Map<String, String> getHeaders() {
        return Collections.unmodifiableMap(headers);
    }

    public void setHeaders(Map<String, String> headers) {
        this.headers = headers;
    }

    public String getBody() {
        return body;
    }

    public void setBody(String body) {
        this.body = body;
    }
}
