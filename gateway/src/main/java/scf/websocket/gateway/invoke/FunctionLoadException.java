package scf.websocket.gateway.invoke;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.failure.TransientFault;

/** A function jar cannot be loaded. The message is for whoever wrote the command line. */
public final class FunctionLoadException extends RuntimeException implements TransientFault {
    private static final long serialVersionUID = 1L;

    /** Causes have causes; a chain that is longer is a circle. */
    private static final int DEEPEST = 20;

    private final String reason;
    private final boolean mayPass;

    private FunctionLoadException(String message, @Nullable Throwable cause, boolean mayPass) {
        super(message, cause);
        this.reason = message;
        this.mayPass = mayPass;
    }

    public FunctionLoadException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    /** The function's own constructor failed: for want of a database, a network or a file, or because a setting is wrong. */
    static FunctionLoadException ofConstructor(String message, @Nullable Throwable cause) {
        return new FunctionLoadException(message, cause, isFromOutside(cause));
    }

    private static boolean isFromOutside(@Nullable Throwable cause) {
        Throwable error = cause;
        for (int depth = 0; error != null && depth < DEEPEST; depth++) {
            if (error instanceof IOException || error instanceof TimeoutException || isOfDatabase(error)) {
                return true;
            }
            error = error.getCause();
        }
        return false;
    }

    /** By its name: the gateway itself needs no {@code java.sql}. */
    private static boolean isOfDatabase(Throwable error) {
        for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals("java.sql.SQLException")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean mayPass() {
        return mayPass;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
