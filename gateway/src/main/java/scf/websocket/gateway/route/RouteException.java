package scf.websocket.gateway.route;

import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.failure.TransientFault;

/** The routes cannot be used. The message names file and key, for whoever wrote them. */
public final class RouteException extends RuntimeException implements TransientFault {
    private static final long serialVersionUID = 1L;

    private final String text;

    public RouteException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.text = message;
    }

    /** Whether it is a function that could not be started for want of something outside. */
    @Override
    public boolean mayPass() {
        return getCause() instanceof TransientFault fault && fault.mayPass();
    }

    @Override
    public String getMessage() {
        return text;
    }
}
