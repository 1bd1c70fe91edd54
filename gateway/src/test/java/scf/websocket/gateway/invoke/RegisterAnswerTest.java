package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterAnswerTest {
    private static Optional<RegisterAnswer> parse(String body) {
        return RegisterAnswer.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static RegisterAnswer understood(String body) {
        return parse(body).orElseThrow();
    }

    @Test
    void theDocumentedAnswerIsUnderstood() {
        RegisterAnswer answer = understood("{\"errNo\":0,\"errMsg\":\"ok\",\"websocket\":{\"action\":\"connecting\","
                + "\"secConnectionID\":\"abc\",\"secWebSocketProtocol\":\"chat\",\"secWebSocketExtensions\":\"\"}}");
        assertThat(answer.accepts()).isTrue();
        assertThat(answer.chosenSubprotocol("binary,chat")).contains("chat");
    }

    @Test
    void anEchoOfTheWholeListSelectsTheFirstOfferedName() {
        RegisterAnswer answer = understood("{\"errNo\":0,\"websocket\":{\"secWebSocketProtocol\":\"chat, binary\"}}");
        assertThat(answer.chosenSubprotocol("chat, binary")).contains("chat");
        assertThat(answer.chosenSubprotocol("binary,other")).contains("binary");
        assertThat(answer.chosenSubprotocol("Chat")).isEmpty();
        assertThat(answer.chosenSubprotocol(null)).isEmpty();
    }

    @Test
    void aListOfNamesIsUnderstoodLikeACommaList() {
        assertThat(understood("{\"errNo\":0,\"websocket\":{\"secWebSocketProtocol\":[\"chat\",\"binary\"]}}")
                        .chosenSubprotocol("binary"))
                .contains("binary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errNo\":0,\"errMsg\":\"ok\"}",
                "{\"errNo\":0,\"errMsg\":\"ok\",\"websocket\":null}",
                "{\"errNo\":\"0\",\"errMsg\":null}",
                "{\"errNo\":\" 0 \"}",
                "{\"errNo\":0.0}",
                "{\"errNo\":0,\"more\":{\"of\":[1,2]},\"websocket\":{\"secWebSocketProtocol\":null}}",
                "{\"errNo\":0,\"websocket\":\"no object\"}",
                "\"{\\\"errNo\\\":0,\\\"errMsg\\\":\\\"ok\\\"}\"",
                "{\"statusCode\":200,\"headers\":{},\"body\":\"{\\\"errNo\\\":0}\"}",
                "{\"statusCode\":200,\"body\":{\"errNo\":0}}"
            })
    void acceptsEveryFormOfYes(String body) {
        RegisterAnswer answer = understood(body);
        assertThat(answer.accepts()).isTrue();
        assertThat(answer.chosenSubprotocol("chat")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errNo\":403,\"errMsg\":\"no\"}",
                "{\"errNo\":\"403\",\"errMsg\":\"no\"}",
                "{\"statusCode\":403,\"body\":\"{\\\"errNo\\\":403,\\\"errMsg\\\":\\\"no\\\"}\"}"
            })
    void refusesOnEveryFormOfNo(String body) {
        RegisterAnswer answer = understood(body);
        assertThat(answer.accepts()).isFalse();
        assertThat(answer.errNo()).isEqualTo(403);
        assertThat(answer.errMsg()).isEqualTo("no");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                " false\r\n",
                "\"false\"",
                "\" false \"",
                "{\"statusCode\":200,\"body\":\"false\"}",
                "{\"statusCode\":\"200\",\"body\":false}",
                "{\"statusCode\":403,\"body\":\"false\"}"
            })
    void aMereFalseIsTakenAsNo(String body) {
        assertThat(understood(body).accepts()).isFalse();
        assertThat(understood(body).errNo()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 1, 101, 199, 200, 205, 299, 300, 403, Long.MAX_VALUE})
    void everyNumberButZeroRefuses(long errNo) {
        assertThat(understood("{\"errNo\":" + errNo + "}").accepts()).isFalse();
        assertThat(understood("{\"errNo\":\"" + errNo + "\"}").errNo()).isEqualTo(errNo);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | register answered nothing",
                "true | register did not answer with a JSON object",
                "0 | register did not answer with a JSON object",
                "1 | register did not answer with a JSON object",
                "False | register did not answer with a JSON object",
                "\"False\" | register did not answer with a JSON object",
                "\"\\\"false\\\"\" | register did not answer with a JSON object",
                "false alarm | register did not answer with a JSON object",
                "false false | register did not answer with a JSON object",
                "[false] | register did not answer with a JSON object",
                "{\"ok\":false} | register answered no errNo",
                "{\"errNo\":false} | register answered an errNo that is no whole number",
                "{\"errNo\":[0]} | register answered an errNo that is no whole number",
                "{\"errNo\":99999999999999999999} | register answered an errNo that is no whole number",
                "{\"errNo\":0} and more | register did not answer with a JSON object",
                "{\"errNo\":0 | register did not answer with a JSON object",
                "{\"statusCode\":500,\"body\":\"false\"} | register did not answer with a JSON object",
                "{\"statusCode\":500,\"body\":\"{\\\"errNo\\\":0}\"} | register did not answer with a JSON object",
                "{\"statusCode\":403,\"body\":\"{\\\"errNo\\\":0}\"} | register did not answer with a JSON object",
                "{\"statusCode\":200} | register did not answer with a JSON object",
                "<html>false</html> | register did not answer with a JSON object",
                "' ' | register did not answer with a JSON object",
                "null | register did not answer with a JSON object",
                "ok | register did not answer with a JSON object",
                "[] | register did not answer with a JSON object",
                "{} | register answered no errNo",
                "{\"errMsg\":\"ok\"} | register answered no errNo",
                "{\"errNo\":true} | register answered an errNo that is no whole number",
                "{\"errNo\":0.5} | register answered an errNo that is no whole number",
                "{\"errNo\":null} | register answered an errNo that is no whole number",
                "{\"errNo\":\"ok\"} | register answered an errNo that is no whole number",
                "{\"errorCode\":1,\"errorMessage\":\"secret\"} | register answered no errNo",
                "{\"statusCode\":500,\"body\":\"secret\"} | register did not answer with a JSON object"
            })
    void explainsAnUnclearAnswerWithoutQuotingIt(String body, String objection) {
        assertThat(parse(body)).isEmpty();
        assertThat(RegisterAnswer.objection(body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(objection);
    }
}
