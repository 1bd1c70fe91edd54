package scf.websocket.gateway.extension;

import org.jspecify.annotations.Nullable;

/**
 * What an answer says about a property of its connection: nothing, that it is removed, or its new value.
 *
 * @param given whether the answer mentions it
 * @param value the new value; null if it is removed or not mentioned
 */
public record Change<T>(boolean given, @Nullable T value) {
    private static final Change<?> NONE = new Change<>(false, null);
    private static final Change<?> REMOVED = new Change<>(true, null);

    /** The property stays as it is. */
    @SuppressWarnings("unchecked") // Has no value.
    public static <T> Change<T> none() {
        return (Change<T>) NONE;
    }

    /** The property is removed. */
    @SuppressWarnings("unchecked") // Has no value.
    static <T> Change<T> removed() {
        return (Change<T>) REMOVED;
    }

    static <T> Change<T> to(T value) {
        return new Change<>(true, value);
    }

    /** Returns the property after the change. */
    public @Nullable T of(@Nullable T before) {
        return given ? value : before;
    }
}
