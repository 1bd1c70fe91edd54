package scf.websocket.gateway;

import java.util.Optional;
import scf.websocket.gateway.cluster.ClusterException;
import scf.websocket.gateway.failure.Advice;
import scf.websocket.gateway.failure.Failures;
import scf.websocket.gateway.invoke.FunctionLoadException;
import scf.websocket.gateway.journal.JournalException;
import scf.websocket.gateway.route.RouteException;
import scf.websocket.gateway.security.TlsException;

/** Describes a failed start for the terminal: the message, and a link to the documentation if there is one. */
final class StartFault {
    private StartFault() {}

    /** Returns the description in one line. */
    static String line(RuntimeException failure) {
        String message = Failures.message(failure);
        return advice(failure).map(advice -> message + " " + advice).orElse(message);
    }

    private static Optional<Advice> advice(RuntimeException failure) {
        if (failure instanceof ListenException) {
            return Optional.of(Advice.PORT_TAKEN);
        }
        if (failure instanceof ClusterException) {
            return Optional.of(Advice.REDIS);
        }
        if (failure instanceof JournalException) {
            return Optional.of(Advice.JOURNAL);
        }
        if (failure instanceof TlsException) {
            return Optional.of(Advice.CERTIFICATE);
        }
        if (failure instanceof RouteException) {
            return Optional.of(
                    failure.getCause() instanceof FunctionLoadException ? Advice.FUNCTION_JAR : Advice.ROUTES);
        }
        return Optional.empty();
    }
}
