package scf.websocket.gateway.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * A fault as somebody asks for it.
 *
 * @param function the only one to hit; null for all
 * @param api the only one to hit; null for all
 * @param connection the only one to hit; null for all
 * @param count how many events or pushes to hit
 * @param delay how long an event is delayed, or how long a function seems to take for one that is dropped
 * @param lasts after which it ends by itself
 * @param by the number of the session; 0 if none is needed
 */
public record FaultRequest(
        FaultKind kind,
        @Nullable FunctionKind function,
        @Nullable String api,
        @Nullable String connection,
        int count,
        Duration delay,
        Duration lasts,
        int by) {
    /** The database of the local stack is stopped. */
    public static FaultRequest ofDatabase(Duration lasts, int by) {
        return new FaultRequest(FaultKind.DATABASE, null, null, null, 1, Duration.ZERO, lasts, by);
    }

    boolean hitsApi(String apiId) {
        return api == null || api.equals(apiId);
    }

    boolean hitsConnection(String connectionId) {
        return connection == null || connection.equals(connectionId);
    }

    boolean hitsFunction(FunctionKind kind) {
        return function == null || function == kind;
    }
}
