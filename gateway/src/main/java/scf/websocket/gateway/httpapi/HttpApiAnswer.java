package scf.websocket.gateway.httpapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.http.HttpAnswer;

/** Reads the response from what a function returns, as a Function URL does. */
final class HttpApiAnswer {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JSON = "application/json; charset=utf-8";
    private static final String CONTENT_TYPE = "content-type";

    /** The headers that are passed on. Others concern the connection, or a browser. */
    private static final List<String> HEADERS = List.of("allow", "retry-after", "www-authenticate");

    /** Printable ASCII: a line break would end the header. */
    private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]{0,1024}");

    private static final int FIRST_STATUS = 200;
    private static final int LAST_STATUS = 599;

    /** Of Centrifugo's codes, internal server error. */
    private static final int INTERNAL = 100;

    private HttpApiAnswer() {}

    /** Returns a response of our own, in the API's format. */
    static HttpAnswer error(HttpResponseStatus status, int code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", message);
        return HttpAnswer.json(status, body);
    }

    static HttpAnswer failed(HttpResponseStatus status, String message) {
        return error(status, INTERNAL, message);
    }

    /** Returns empty if the function has returned no response: neither an object with a status, nor any JSON. */
    static Optional<HttpAnswer> read(byte[] returned) {
        try {
            JsonNode answer = MAPPER.readTree(returned);
            if (answer == null || answer.isMissingNode()) {
                return Optional.empty();
            }
            JsonNode status = answer.path("statusCode");
            // A Function URL answers any other JSON as it is.
            return status.isMissingNode()
                    ? Optional.of(new HttpAnswer(HttpResponseStatus.OK, JSON, returned, Map.of()))
                    : response(answer, status);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<HttpAnswer> response(JsonNode answer, JsonNode status) {
        if (!status.canConvertToInt() || status.intValue() < FIRST_STATUS || status.intValue() > LAST_STATUS) {
            return Optional.empty();
        }
        Map<String, String> given = new HashMap<>();
        answer.path("headers").properties().forEach(header -> {
            String value = header.getValue().asText();
            if (HEADER_VALUE.matcher(value).matches()) {
                given.put(header.getKey().toLowerCase(Locale.ROOT), value);
            }
        });
        Map<String, String> headers = new HashMap<>(given);
        headers.keySet().retainAll(HEADERS);
        return body(answer)
                .map(body -> new HttpAnswer(
                        HttpResponseStatus.valueOf(status.intValue()),
                        given.getOrDefault(CONTENT_TYPE, JSON),
                        body,
                        headers));
    }

    private static Optional<byte[]> body(JsonNode answer) {
        String body = answer.path("body").asText("");
        if (!answer.path("isBase64Encoded").asBoolean()) {
            return Optional.of(Utf8.encode(body));
        }
        try {
            return Optional.of(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
