package scf.websocket.gateway.route;

import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.failure.TransientFault;

/** The routes are unusable. The message names file and key for their author. */
public final class RouteException extends RuntimeException implements TransientFault {
    private static final long serialVersionUID = 1L;

    private final String text;

    public RouteException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.text = message;
    }

    /** Whether the cause is a function that failed to start because of a temporary external fault. */
    @Override
    public boolean mayPass() {
        return getCause() instanceof TransientFault fault && fault.mayPass();
    }

    @Override
    public String getMessage() {
        return text;
    }
}
