package scf.websocket.gateway.failure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Describes an exception in one line for operators: its class and message, and those of its root cause. */
public final class Failures {
    private static final int MAX_CAUSES = 10;
    private static final int MAX_LENGTH = 500;

    private Failures() {}

    /**
     * Returns {@code class: message}, followed by the root cause if there is another. Skips wrapper exceptions,
     * replaces line breaks by blanks, and truncates the line to {@value #MAX_LENGTH} characters.
     */
    public static String line(Throwable failure) {
        List<Throwable> said = said(failure);
        Throwable top = said.get(0);
        Throwable root = said.get(said.size() - 1);
        String line = described(top);
        if (root != top && !repeats(top, root)) {
            line += ", caused by " + described(root);
        }
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + "…";
    }

    /**
     * Returns the message of a failure in one line, or its class if it has no message; for use within our own messages.
     */
    public static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? line(failure) : oneLine(message);
    }

    /** Returns the failure of a stage that others depend on, without the wrapper that it gets on the way. */
    public static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Returns the causes from the outermost informative one to the root. Never empty. */
    private static List<Throwable> said(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = failure; next != null && chain.size() < MAX_CAUSES; next = cause(next)) {
            chain.add(next);
        }
        while (chain.size() > 1 && isWrapper(chain.get(0))) {
            chain.remove(0);
        }
        return chain;
    }

    private static @Nullable Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == failure ? null : cause;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof InvocationTargetException
                || failure instanceof ExceptionInInitializerError
                || failure instanceof UndeclaredThrowableException
                || failure instanceof CompletionException
                || failure instanceof ExecutionException;
    }

    /** Whether the message contains the root cause, as with {@code new RuntimeException(cause)}. */
    private static boolean repeats(Throwable top, Throwable root) {
        String message = top.getMessage();
        return message != null && message.contains(root.getClass().getName()) && message.contains(text(root));
    }

    private static String described(Throwable failure) {
        String text = text(failure);
        return failure.getClass().getName() + (text.isEmpty() ? "" : ": " + oneLine(text));
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "" : message;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("[\\p{Cntrl}\\u2028\\u2029]+\\s*", " ");
    }
}
