package scf.websocket.gateway.invoke;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.fault.Fault;
import scf.websocket.gateway.fault.Faults;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Another invoker of one API, with the faults that somebody injects at the console. */
public final class FaultyInvoker implements FunctionInvoker {
    private static final JsonFactory JSON = new JsonFactory();
    private static final InvocationOutcome FAILED = new InvocationOutcome.Failed("a fault of the console");

    private final FunctionInvoker invoker;
    private final FunctionKind kind;
    private final String apiId;
    private final Faults faults;
    private final GatewayMetrics metrics;

    public FaultyInvoker(
            FunctionInvoker invoker, FunctionKind kind, String apiId, Faults faults, GatewayMetrics metrics) {
        this.invoker = invoker;
        this.kind = kind;
        this.apiId = apiId;
        this.faults = faults;
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        return invoke(event, () -> {});
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event, Runnable whenWaiting) {
        Fault fault = faults.isEmpty() ? null : faults.hitEvent(kind, apiId, connectionId(event));
        if (fault == null) {
            return invoker.invoke(event, whenWaiting);
        }
        return switch (fault.kind()) {
            case DELAY -> faults.after(fault.delay()).thenCompose(over -> invoker.invoke(event));
            case DROP ->
                faults.after(fault.delay()).thenApply(over -> counted(new InvocationOutcome.TimedOut(), fault.delay()));
            case DUPLICATE -> invoker.invoke(event, whenWaiting).thenCompose(lost -> invoker.invoke(event));
            default -> CompletableFuture.completedStage(counted(FAILED, Duration.ZERO));
        };
    }

    /** The function's own metrics have not seen the event. */
    private InvocationOutcome counted(InvocationOutcome outcome, Duration duration) {
        metrics.event(kind, outcome.label(), duration);
        return outcome;
    }

    /** Returns the connection of an event that this gateway has written; empty if there is none. */
    private static String connectionId(byte[] event) {
        try (JsonParser parser = JSON.createParser(event)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && "secConnectionID".equals(parser.currentName())) {
                    return parser.getText();
                }
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        invoker.close();
    }
}
