package scf.websocket.gateway.httpapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.http.HttpCall;

/** Writes the event of a request, as a Function URL does. */
final class HttpApiEvent {
    private HttpApiEvent() {}

    /** @return UTF-8; a body that is not UTF-8 is in base64 */
    static byte[] write(HttpCall call) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("httpMethod", call.method().name())
                .put("path", call.head().path());
        ObjectNode headers = event.putObject("headers");
        for (Map.Entry<String, String> header : call.head().headers()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        event.putObject("queryString");
        Optional<String> text = Utf8.decode(call.body());
        event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(call.body())));
        event.put("isBase64Encoded", text.isEmpty());
        return Utf8.encode(event.toString());
    }
}
