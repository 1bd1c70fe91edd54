package scf.websocket.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.ReplyFields;
import scf.websocket.event.Utf8;

/**
 * An HTTP answer.
 *
 * @param headers beside content type and length
 */
@SuppressWarnings("ArrayRecordComponent") // Written out once, never compared.
public record HttpAnswer(HttpResponseStatus status, String contentType, byte[] body, Map<String, String> headers) {
    private static final String JSON = "application/json; charset=utf-8";

    /** The shape of every answer in this protocol. */
    public static HttpAnswer json(HttpResponseStatus status, long errNo, String errMsg) {
        return json(status, body(errNo, errMsg));
    }

    /** The body of an answer, for a caller that adds more. */
    public static ObjectNode body(long errNo, String errMsg) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(ReplyFields.ERR_NO, errNo)
                .put(ReplyFields.ERR_MSG, errMsg);
    }

    /** The body of success, for a caller that adds more. */
    public static ObjectNode okBody() {
        return body(ErrorNumber.OK.number(), ReplyFields.OK);
    }

    public static HttpAnswer json(HttpResponseStatus status, ObjectNode body) {
        return new HttpAnswer(status, JSON, Utf8.encode(body.toString()), Map.of());
    }

    public static HttpAnswer text(HttpResponseStatus status, String text) {
        return new HttpAnswer(status, "text/plain; charset=utf-8", Utf8.encode(text), Map.of());
    }

    /** The same with one more header. */
    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, contentType, body, Map.copyOf(more));
    }

    /** Without what the body says. */
    @Override
    public String toString() {
        return status + " with " + body.length + " bytes";
    }
}
