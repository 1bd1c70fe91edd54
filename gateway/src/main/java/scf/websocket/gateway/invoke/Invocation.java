package scf.websocket.gateway.invoke;

import org.jspecify.annotations.Nullable;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * A completed call of a function for a connection.
 *
 * @param trace of the connection; null for none
 * @param event as the function got it
 * @param answerKey the secret in it; empty for none
 * @param nanos the duration
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record Invocation(
        FunctionKind kind,
        String connectionId,
        @Nullable TraceParent trace,
        byte[] event,
        String answerKey,
        InvocationOutcome outcome,
        long nanos) {
    /** Shows no client data. */
    @Override
    public String toString() {
        return kind.label() + " " + outcome;
    }
}
