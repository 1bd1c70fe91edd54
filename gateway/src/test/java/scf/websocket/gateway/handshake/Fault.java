package scf.websocket.gateway.handshake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A port that fails in one way, at its first call or at every call. */
record Fault(Port port, Moment moment, boolean always, AtomicInteger calls) {

    /** The ports that a connection uses between accept and the end of its cleanup. */
    enum Port {
        PATHS,
        IDS,
        LEDGER_OPENED,
        LEDGER_CLOSED,
        JOURNAL_OPENED,
        JOURNAL_CLOSED,
        REGISTER,
        TRANSMISSION,
        CLEANUP,
        ACCESS_LOG;

        boolean isFunction() {
            return this == REGISTER || this == TRANSMISSION || this == CLEANUP;
        }

        boolean answersLater() {
            return isFunction() || this == IDS || this == JOURNAL_OPENED;
        }
    }

    /** When and how the port fails. */
    enum Moment {
        THROWS,
        THROWS_AN_ERROR,
        OVERFLOWS_THE_STACK,
        RETURNS_NO_STAGE,
        FAILS,
        FAILS_LATER,
        ANSWERS_NULL,
        ANSWERS_NULL_LATER,
        NEVER_ANSWERS;

        boolean needsStage() {
            return this != THROWS && this != THROWS_AN_ERROR && this != OVERFLOWS_THE_STACK;
        }
    }

    static Fault once(Port port, Moment moment) {
        return new Fault(port, moment, false, new AtomicInteger());
    }

    static Fault always(Port port, Moment moment) {
        return new Fault(port, moment, true, new AtomicInteger());
    }

    private boolean applies(Port called) {
        return called == port && (calls.getAndIncrement() == 0 || always);
    }

    /** For ports that return nothing: throws if the fault applies. */
    void at(Port called) {
        if (applies(called)) {
            raise();
        }
    }

    /**
     * For ports that answer asynchronously: returns or throws the fault if it applies.
     *
     * @param executor completes the late outcomes
     */
    <T> CompletionStage<T> at(Port called, Executor executor, Supplier<CompletionStage<T>> normal) {
        if (!applies(called)) {
            return normal.get();
        }
        return switch (moment) {
            case RETURNS_NO_STAGE -> null;
            case FAILS -> CompletableFuture.failedFuture(thrown());
            case FAILS_LATER ->
                CompletableFuture.supplyAsync(
                        () -> {
                            throw thrown();
                        },
                        executor);
            case ANSWERS_NULL -> CompletableFuture.completedFuture(null);
            case ANSWERS_NULL_LATER -> CompletableFuture.supplyAsync(() -> null, executor);
            case NEVER_ANSWERS -> new CompletableFuture<>();
            default -> {
                raise();
                yield null;
            }
        };
    }

    private static RuntimeException thrown() {
        return new IllegalStateException("thrown by the test");
    }

    private void raise() {
        switch (moment) {
            case THROWS -> throw thrown();
            case THROWS_AN_ERROR -> throw new NoClassDefFoundError("thrown by the test");
            case OVERFLOWS_THE_STACK -> recurse(0);
            default -> throw new AssertionError(moment + " at " + port);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // Overflows the stack on purpose.
    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    @Override
    public String toString() {
        return port + " " + moment + (always ? " always" : "");
    }
}
