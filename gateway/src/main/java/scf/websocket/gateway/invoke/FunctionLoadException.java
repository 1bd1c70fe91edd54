package scf.websocket.gateway.invoke;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.failure.TransientFault;

/** A function jar cannot be loaded. The message is written for the user of the command line. */
public final class FunctionLoadException extends RuntimeException implements TransientFault {
    private static final long serialVersionUID = 1L;

    /** A longer chain of causes is a cycle. */
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

    /** For a constructor that failed: because of a database, network or file, or because of an invalid setting. */
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

    /** Compares names, because the gateway does not depend on {@code java.sql}. */
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
