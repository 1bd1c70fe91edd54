package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.fuzz.Fuzz;

/** Nearly valid answers of register: each either parses and survives a round trip, or gets an objection that quotes nothing of it. */
class RegisterAnswerFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SEEDS = List.of(
            "{\"errNo\":0,\"errMsg\":\"ok\",\"websocket\":{\"action\":\"connecting\",\"secConnectionID\":\"a\",\"secWebSocketProtocol\":\"chat,binary\",\"secWebSocketExtensions\":\"\"}}",
            "{\"errNo\":\"403\",\"errMsg\":\"no\",\"websocket\":{\"secWebSocketProtocol\":[\"chat\",\"b\"]}}",
            "{\"statusCode\":200,\"headers\":{},\"body\":\"{\\\"errNo\\\":0,\\\"errMsg\\\":\\\"ok\\\"}\"}",
            "\"{\\\"errNo\\\":-1}\"",
            "false");

    @Test
    void everyAnswerIsParsedOrExplained() {
        assertThat(Fuzz.of("register-answers")
                        .seeds(SEEDS)
                        .tokens(
                                "{",
                                "}",
                                "[",
                                "]",
                                "\"",
                                "\\\"",
                                ",",
                                ":",
                                "null",
                                "false",
                                "errNo",
                                "body",
                                "statusCode",
                                "[[")
                        .run(body -> {
                            Optional<RegisterAnswer> answer = RegisterAnswer.parse(body);
                            if (answer.isEmpty()) {
                                assertThat(RegisterAnswer.objection(body)).matches("register (did not )?answer.*");
                                return RegisterAnswer.objection(body);
                            }
                            checkRoundTrip(answer.get());
                            return answer.get().accepts() + " "
                                    + answer.get().subprotocols().size();
                        }))
                .contains("true 2", "false 2", "register answered no errNo", "register answered nothing");
    }

    private static void checkRoundTrip(RegisterAnswer answer) throws Exception {
        assertThat(answer.subprotocols()).noneMatch(name -> name.isBlank() || name.contains(","));
        assertThat(RegisterAnswer.parse(JSON.writeValueAsBytes(Map.of(
                        "errNo",
                        answer.errNo(),
                        "errMsg",
                        answer.errMsg(),
                        "websocket",
                        Map.of("secWebSocketProtocol", answer.subprotocols())))))
                .contains(answer);
        answer.chosenSubprotocol(String.join(", ", answer.subprotocols()))
                .ifPresent(chosen -> assertThat(answer.subprotocols()).contains(chosen));
    }
}
