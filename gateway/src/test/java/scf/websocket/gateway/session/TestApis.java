package scf.websocket.gateway.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.function.FunctionInvoker;
import scf.websocket.gateway.function.InvocationOutcome;
import scf.websocket.gateway.security.OriginRule;

/** APIs for tests of one connection. */
final class TestApis {
    private TestApis() {}

    /** An API that keeps its clients when the transmission function fails, and whose other functions do nothing. */
    static Api api(FunctionInvoker transmission, SessionSettings settings, OriginRule origins) {
        return new Api(
                "/release/websocket",
                "api-local",
                new Api.Functions(new Idle(), transmission, new Idle()),
                settings,
                true,
                origins,
                new ApiUsage(() -> {}),
                new FrameDecoders(settings.maxFrameBytes()));
    }

    private static final class Idle implements FunctionInvoker {
        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            return CompletableFuture.completedStage(new InvocationOutcome.Answered(new byte[0]));
        }

        @Override
        public void close() {}
    }
}
