package scf.websocket.gateway.connection;

import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * A completed call of a function, for watchers. The arrays are those of the call and must not be changed.
 *
 * @param event as the function got it, which contains client data
 * @param answerKey the secret in it; empty for none
 * @param outcome as in the metrics
 * @param answer of the function; null if it gave none
 * @param errNo that the answer reports as a fault; null for none
 * @param reason of a failure, without client data; null for none
 * @param nanos the duration
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record Invoked(
        FunctionKind kind,
        String apiId,
        String connectionId,
        byte[] event,
        String answerKey,
        String outcome,
        byte @Nullable [] answer,
        @Nullable Long errNo,
        @Nullable String reason,
        long nanos) {
    /** Shows neither the event nor the answer. */
    @Override
    public String toString() {
        return kind.label() + " " + outcome;
    }
}
