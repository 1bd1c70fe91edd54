package scf.websocket.gateway.route;

import org.jspecify.annotations.Nullable;

/** The routes cannot be used. The message names file and key, for whoever wrote them. */
public final class RouteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    RouteException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.text = message;
    }

    @Override
    public String getMessage() {
        return text;
    }
}
