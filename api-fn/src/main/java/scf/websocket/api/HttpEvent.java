package scf.websocket.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event of an HTTP request: of a Function URL, of an HTTP trigger, or of our gateway's {@code --api}. Any property
 * may be null. A bean for the runtime; not thread-safe.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class HttpEvent {
    private @Nullable String httpMethod;

    private @Nullable String path;

    private @Nullable Map<String, String> headers;

    private @Nullable String body;

    /** Whether the body is base64. */
    private @Nullable Boolean isBase64Encoded;

    public HttpEvent() {}

    /** Returns a header whatever the case of its name; empty if there is none. */
    String header(String name) {
        if (headers != null) {
            for (Map.Entry<String, String> header : headers.entrySet()) {
                if (name.equalsIgnoreCase(header.getKey()) && header.getValue() != null) {
                    return header.getValue();
                }
            }
        }
        return "";
    }

    public @Nullable String getHttpMethod() {
        return httpMethod;
    }

    public void setHttpMethod(@Nullable String httpMethod) {
        this.httpMethod = httpMethod;
    }

    public @Nullable String getPath() {
        return path;
    }

    public void setPath(@Nullable String path) {
        this.path = path;
    }

    public @Nullable Map<String, String> getHeaders() {
        return headers == null ? null : new HashMap<>(headers);
    }

    public void setHeaders(@Nullable Map<String, String> headers) {
        this.headers = headers;
    }

    public @Nullable String getBody() {
        return body;
    }

    public void setBody(@Nullable String body) {
        this.body = body;
    }

    public @Nullable Boolean getIsBase64Encoded() {
        return isBase64Encoded;
    }

    public void setIsBase64Encoded(@Nullable Boolean isBase64Encoded) {
        this.isBase64Encoded = isBase64Encoded;
    }
}
