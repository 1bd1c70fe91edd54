package scf.websocket.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.connection.FrameFormat;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.Invocation;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.invoke.NoFunction;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.security.OriginRule;
import scf.websocket.gateway.testing.RecordingLogger;

class ApiTest {
    private static final FunctionInvoker NONE = new FunctionInvoker() {
        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            throw new AssertionError("no function is called");
        }

        @Override
        public void close() {}
    };
    private static final Api API = new Api(
            "/release/websocket",
            "api-x",
            new Api.Functions(NONE, NONE, NONE),
            new ConnectionSettings(
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    false,
                    1,
                    1,
                    1,
                    1,
                    0,
                    0,
                    null),
            false,
            OriginRule.of(List.of()),
            new ReferenceCount(() -> {}),
            FrameFormat.of(1));

    private final RecordingLogger recorded = new RecordingLogger();

    @Test
    void anOmittedFunctionWritesNoLogLines() {
        Api without = new Api(
                API.path(),
                API.apiId(),
                new Api.Functions(new NoFunction(FunctionKind.REGISTER), NONE, new NoFunction(FunctionKind.CLEANUP)),
                API.settings(),
                false,
                API.origins(),
                API.usage(),
                API.frames());
        AccessLog log = new AccessLog(AccessLog.Lines.ALL, recorded);
        for (FunctionKind kind : FunctionKind.values()) {
            InvocationOutcome outcome = new InvocationOutcome.Answered(new byte[0]);
            without.log(log, new Invocation(kind, "abc", null, new byte[0], "", outcome, 0));
        }
        assertThat(recorded.lines)
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("event", "transmission"));
    }
}
