package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultAnswerTest {
    private static InvocationOutcome answered(String body) {
        return new InvocationOutcome.Answered(body.getBytes(StandardCharsets.UTF_8));
    }

    private static InvocationOutcome answeredNumber(String number) {
        return answered("{\"errNo\":" + number + ",\"errMsg\":\"m\"}");
    }

    @ParameterizedTest
    @ValueSource(longs = {200, 201, 202, 203, 204, 206, 250, 299})
    void numbersFrom200To299AreFaults(long number) {
        assertThat(FaultAnswer.judge(answeredNumber(Long.toString(number))))
                .isEqualTo(new InvocationOutcome.Fault(number, "m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-1", "101", "199", "205", "300", "403", "500", "-201", "9223372036854775807"})
    void otherNumbersAreAnswers(String number) {
        InvocationOutcome answer = answeredNumber(number);
        assertThat(FaultAnswer.judge(answer)).isSameAs(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errNo\":\"201\"}",
                "{\"errNo\":201.0}",
                "{\"x\":[1],\"errNo\":\" 201 \"}",
                "{\"errNo\":0,\"errNo\":201}",
                "\"{\\\"errNo\\\":201}\"",
                "{\"statusCode\":200,\"body\":\"{\\\"errNo\\\":201}\"}"
            })
    void readsANumberInEveryPublishedForm(String body) {
        assertThat(FaultAnswer.judge(answered(body))).isEqualTo(new InvocationOutcome.Fault(201, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "errNo",
                "201",
                "[201]",
                "{\"websocket\":{\"data\":\"{\\\"errNo\\\":201}\"}}",
                "{\"websocket\":{\"errNo\":201}}",
                "{\"errNo\":null}",
                "{\"errNo\":201"
            })
    void aBodyThatNamesNoFaultIsAnAnswer(String body) {
        InvocationOutcome answer = answered(body);
        assertThat(FaultAnswer.judge(answer)).isSameAs(answer);
    }

    @Test
    void registerMustAnswer() {
        assertThat(FaultAnswer.judgeRegister(answered("<html>"))).isInstanceOf(InvocationOutcome.Failed.class);
        assertThat(FaultAnswer.judgeRegister(answered(""))).isInstanceOf(InvocationOutcome.Failed.class);
        assertThat(FaultAnswer.judgeRegister(answeredNumber("0"))).isInstanceOf(InvocationOutcome.Answered.class);
        assertThat(FaultAnswer.judgeRegister(answeredNumber("7"))).isInstanceOf(InvocationOutcome.Answered.class);
        assertThat(FaultAnswer.judgeRegister(answeredNumber("201"))).isInstanceOf(InvocationOutcome.Fault.class);
    }

    @Test
    void noOutcomeShowsTheAnswerOfAFunction() {
        assertThat(answered("{\"data\":\"secret\"}")).hasToString("answered 17 bytes");
        assertThat(new InvocationOutcome.Fault(201, "secret")).hasToString("answered errNo 201");
    }
}
