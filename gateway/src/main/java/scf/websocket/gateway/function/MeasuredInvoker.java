package scf.websocket.gateway.function;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Counts and times what another invoker does. */
public final class MeasuredInvoker implements FunctionInvoker {
    private final FunctionInvoker invoker;
    private final FunctionKind kind;
    private final GatewayMetrics metrics;

    public MeasuredInvoker(FunctionInvoker invoker, FunctionKind kind, GatewayMetrics metrics) {
        this.invoker = invoker;
        this.kind = kind;
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        long start = System.nanoTime();
        return invoker.invoke(event).thenApply(outcome -> {
            metrics.event(kind, outcome.label(), Duration.ofNanos(System.nanoTime() - start));
            return outcome;
        });
    }

    @Override
    public void close() {
        invoker.close();
    }
}
