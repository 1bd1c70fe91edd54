package scf.websocket.gateway.function;

import org.jspecify.annotations.Nullable;

/** A function jar cannot be loaded. The message is for whoever wrote the command line. */
public final class FunctionLoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public FunctionLoadException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = message;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
