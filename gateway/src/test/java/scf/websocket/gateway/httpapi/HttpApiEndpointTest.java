package scf.websocket.gateway.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.testing.RecordingLogger;

class HttpApiEndpointTest {
    private final RecordingLogger recorded = new RecordingLogger();

    private HttpAnswer answer(InvocationOutcome outcome) {
        FunctionInvoker function = new FunctionInvoker() {
            @Override
            public CompletionStage<InvocationOutcome> invoke(byte[] event) {
                return CompletableFuture.completedFuture(outcome);
            }

            @Override
            public void close() {}
        };
        HttpApiEndpoint endpoint = new HttpApiEndpoint(function, new AccessLog(AccessLog.Lines.ALL, recorded), () -> 0);
        DefaultHttpHeaders headers = new DefaultHttpHeaders();
        headers.set("X-API-Key", "secret");
        HttpCall call = new HttpCall(
                HttpMethod.POST, new RequestHead("/api/publish", "", headers, null), new byte[] {'{', '}'});
        return endpoint.handle(call).toCompletableFuture().join();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new InvocationOutcome.Busy(), 503),
                Arguments.of(new InvocationOutcome.TimedOut(), 504),
                Arguments.of(new InvocationOutcome.Unreachable("no route"), 502),
                Arguments.of(new InvocationOutcome.Failed("HTTP 500"), 502),
                Arguments.of(new InvocationOutcome.Answered(new byte[0]), 502),
                Arguments.of(new InvocationOutcome.Answered("[".getBytes(StandardCharsets.UTF_8)), 502));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureHasAStatusAndAnErrorOfTheApi(InvocationOutcome outcome, int status) {
        HttpAnswer answer = answer(outcome);

        assertThat(answer.status().code()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("{\"error\":{\"code\":100,");
        assertThat(answer.headers().containsKey("Retry-After")).isEqualTo(status == 503);
    }

    @Test
    void aLogLineNamesTheMethodAndTheStatusOnly() {
        answer(new InvocationOutcome.Answered("{\"statusCode\":401,\"body\":\"no\"}".getBytes(StandardCharsets.UTF_8)));

        assertThat(recorded.lines).singleElement().satisfies(line -> {
            assertThat(line)
                    .containsEntry("method", "publish")
                    .containsEntry("status", 401)
                    .containsOnlyKeys("method", "status", "millis");
        });
    }

    @Test
    void aHeaderCannotEndBeforeItsEnd() {
        HttpAnswer answer = answer(new InvocationOutcome.Answered(
                "{\"statusCode\":200,\"headers\":{\"Allow\":\"a\\r\\nb: c\",\"Content-Type\":\"x\\r\\ny\"},\"body\":\"\"}"
                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.headers()).isEmpty();
        assertThat(answer.contentType()).isEqualTo("application/json; charset=utf-8");
    }
}
