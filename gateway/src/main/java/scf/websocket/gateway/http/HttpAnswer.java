package scf.websocket.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.ReplyFields;
import scf.websocket.event.Utf8;

/**
 * An HTTP response.
 *
 * @param headers other than content type and length
 * @param stream writes the rest of the body, for as long as it likes; null if {@code body} is all
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
public record HttpAnswer(
        HttpResponseStatus status,
        String contentType,
        byte[] body,
        Map<String, String> headers,
        @Nullable HttpStream stream) {
    private static final String JSON = "application/json; charset=utf-8";

    /** Creates a response that is complete. */
    public HttpAnswer(HttpResponseStatus status, String contentType, byte[] body, Map<String, String> headers) {
        this(status, contentType, body, headers, null);
    }

    /** Creates a response that ends when its stream closes the connection. */
    public static HttpAnswer streaming(String contentType, HttpStream stream) {
        return new HttpAnswer(HttpResponseStatus.OK, contentType, new byte[0], Map.of(), stream);
    }

    /** Creates a response in the protocol's format. */
    public static HttpAnswer json(HttpResponseStatus status, long errNo, String errMsg) {
        return json(status, body(errNo, errMsg));
    }

    /** Creates a response body that the caller can extend. */
    public static ObjectNode body(long errNo, String errMsg) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(ReplyFields.ERR_NO, errNo)
                .put(ReplyFields.ERR_MSG, errMsg);
    }

    /** Creates a success body that the caller can extend. */
    public static ObjectNode okBody() {
        return body(ErrorNumber.OK.number(), ReplyFields.OK);
    }

    public static HttpAnswer json(HttpResponseStatus status, ObjectNode body) {
        return new HttpAnswer(status, JSON, Utf8.encode(body.toString()), Map.of());
    }

    public static HttpAnswer text(HttpResponseStatus status, String text) {
        return new HttpAnswer(status, "text/plain; charset=utf-8", Utf8.encode(text), Map.of());
    }

    /** Returns a copy with an additional header. */
    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, contentType, body, Map.copyOf(more), stream);
    }

    /** Does not reveal the body. */
    @Override
    public String toString() {
        return status + " with " + body.length + " bytes";
    }
}
