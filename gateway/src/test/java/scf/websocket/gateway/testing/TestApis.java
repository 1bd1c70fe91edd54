package scf.websocket.gateway.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.connection.FrameFormat;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.route.Api;
import scf.websocket.gateway.route.ReferenceCount;
import scf.websocket.gateway.security.OriginRule;

/** APIs for tests of one connection. */
public final class TestApis {
    private TestApis() {}

    /** An API that keeps its clients when the transmission function fails, and whose other functions do nothing. */
    public static Api api(FunctionInvoker transmission, ConnectionSettings settings) {
        return api(new Api.Functions(new Idle(), transmission, new Idle()), settings);
    }

    /** Like {@link #api(FunctionInvoker, ConnectionSettings)}, with a cleanup function. */
    public static Api api(FunctionInvoker transmission, FunctionInvoker cleanup, ConnectionSettings settings) {
        return api(new Api.Functions(new Idle(), transmission, cleanup), settings);
    }

    /** An API with this cleanup function. */
    public static Api withCleanup(FunctionInvoker cleanup) {
        return api(new Api.Functions(new Idle(), new Idle(), cleanup), settings(16));
    }

    private static Api api(Api.Functions functions, ConnectionSettings settings) {
        return new Api(
                "/release/websocket",
                "api-local",
                functions,
                settings,
                true,
                OriginRule.of(List.of()),
                new ReferenceCount(() -> {}),
                FrameFormat.of(settings.maxFrameBytes()));
    }

    /** Settings whose bounds no test reaches, except the given one. */
    public static ConnectionSettings settings(int maxWaitingEvents) {
        return new ConnectionSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                false,
                262_144,
                262_144,
                maxWaitingEvents,
                1 << 20,
                0,
                0,
                null);
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
