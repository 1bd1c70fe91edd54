package scf.websocket.gateway.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.testing.fuzz.Fuzz;

/** What a function returns, nearly as a Function URL takes it: a response that can be written to the caller, or none. */
class HttpApiAnswerFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SEEDS = List.of(
            "{\"isBase64Encoded\":false,\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/plain\"},\"body\":\"{}\"}",
            "{\"statusCode\":503,\"headers\":{\"Retry-After\":\"1\",\"Allow\":\"POST\",\"Set-Cookie\":\"a\"},\"body\":7}",
            "{\"statusCode\":401,\"headers\":{\"www-authenticate\":\"x\"},\"isBase64Encoded\":true,\"body\":\"e30=\"}",
            "{\"result\":{}}",
            "null");

    @Test
    void everyAnswerIsAResponseOrNone() {
        assertThat(Fuzz.of("api-answers")
                        .seeds(SEEDS)
                        .tokens(
                                "{", "}", "[", "]", "\"", ",", ":", "null", "true", "\\r\\n", "\\u0000", "\u00c0",
                                "1e9", "-")
                        .tokens("statusCode", "isBase64Encoded", "headers", "content-type", "body", "{\"a\":")
                        .run(returned -> {
                            Optional<HttpAnswer> answer = HttpApiAnswer.read(returned);
                            if (answer.isPresent()) {
                                check(answer.get(), returned);
                            }
                            return answer.map(read -> read.status().code()).orElse(0);
                        }))
                .contains(0, 200, 401, 503);
    }

    private static void check(HttpAnswer answer, byte[] returned) throws IOException {
        assertThat(answer.status().code()).isBetween(200, 599);
        assertThat(answer.contentType()).matches("[ -~]{0,1024}");
        assertThat(answer.headers().keySet()).isSubsetOf("allow", "retry-after", "www-authenticate");
        assertThat(answer.headers().values()).allMatch(value -> value.matches("[ -~]{0,1024}"));
        if (answer.body() == returned) {
            assertThat(JSON.readTree(returned).has("statusCode")).isFalse();
        } else {
            assertThat(answer.body().length).isLessThanOrEqualTo(3 * returned.length);
        }
    }
}
