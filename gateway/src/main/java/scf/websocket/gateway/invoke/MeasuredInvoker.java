package scf.websocket.gateway.invoke;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.ThrottledLog;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Counts and times the invocations of another invoker, and detects answers that report a fault of the back end. */
public final class MeasuredInvoker implements FunctionInvoker {
    private static final Logger LOG = LoggerFactory.getLogger(MeasuredInvoker.class);

    private final FunctionInvoker invoker;
    private final FunctionKind kind;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final ThrottledLog faults = new ThrottledLog(1);

    public MeasuredInvoker(FunctionInvoker invoker, FunctionKind kind, GatewayMetrics metrics, LongSupplier nanoTime) {
        this.invoker = invoker;
        this.kind = kind;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        long start = nanoTime.getAsLong();
        return invoker.invoke(event).thenApply(outcome -> {
            long end = nanoTime.getAsLong();
            InvocationOutcome judged = judged(outcome);
            metrics.event(kind, judged.label(), Duration.ofNanos(end - start));
            if (kind == FunctionKind.TRANSMISSION && judged instanceof InvocationOutcome.Fault) {
                log(judged, end);
            }
            return judged;
        });
    }

    private InvocationOutcome judged(InvocationOutcome outcome) {
        return switch (kind) {
            case REGISTER -> FaultAnswer.judgeRegister(outcome);
            case TRANSMISSION, CLEANUP -> FaultAnswer.judge(outcome);
            // An HTTP response.
            case HTTP_API -> outcome;
        };
    }

    /**
     * The callers of register and cleanup log each fault. One of transmission does not affect its client, so at most
     * one is logged per second.
     */
    private void log(InvocationOutcome fault, long now) {
        if (faults.next(now).isPresent()) {
            LOG.warn("transmission {}; logged at most once a second, counted in gateway_events_seconds_count", fault);
        }
    }

    @Override
    public void close() {
        invoker.close();
    }
}
