package scf.websocket.gateway.function;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Counts and times what another invoker does, and tells the health of the functions. */
public final class MeasuredInvoker implements FunctionInvoker {
    private final FunctionInvoker invoker;
    private final FunctionKind kind;
    private final GatewayMetrics metrics;
    private final FunctionHealth health;

    public MeasuredInvoker(FunctionInvoker invoker, FunctionKind kind, GatewayMetrics metrics, FunctionHealth health) {
        this.invoker = invoker;
        this.kind = kind;
        this.metrics = metrics;
        this.health = health;
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        long start = System.nanoTime();
        return invoker.invoke(event).thenApply(outcome -> {
            metrics.event(kind, outcome.label(), Duration.ofNanos(System.nanoTime() - start));
            health.ended(outcome);
            return outcome;
        });
    }

    @Override
    public void close() {
        invoker.close();
    }
}
