package scf.websocket.gateway.invoke;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Tracks whether the back end of an API's register function is down, observing only real handshakes. It is down after
 * at least {@value #FAULTS_IN_A_ROW} consecutive faults over at least ten seconds, without a handshake in between that
 * was accepted or rejected. It counts as up again thirty seconds after the last fault, because a gateway without
 * traffic would never notice the recovery; the next fault takes it down again.
 *
 * <p>Faults are an answer that reports one, an unreachable function, and a timeout. An exception in the function counts
 * neither way: a client may have caused it, and clients must not be able to take a node out of service. Thread-safe.
 */
public final class RegisterHealth {
    static final int FAULTS_IN_A_ROW = 10;
    static final Duration LEAST_SPAN = Duration.ofSeconds(10);
    static final Duration ANOTHER_CHANCE = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private int faults;
    private long first;
    private long last;

    /** @param nanoTime a monotonic clock */
    public RegisterHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Wraps the register function to observe it. Closing the wrapper closes the function. */
    public FunctionInvoker watch(FunctionInvoker register) {
        return new FunctionInvoker() {
            @Override
            public CompletionStage<InvocationOutcome> invoke(byte[] event) {
                return register.invoke(event).thenApply(RegisterHealth.this::ended);
            }

            @Override
            public void close() {
                register.close();
            }
        };
    }

    synchronized InvocationOutcome ended(InvocationOutcome outcome) {
        if (outcome instanceof InvocationOutcome.Answered) {
            faults = 0;
        } else if (outcome.isBackEndFault()) {
            last = nanoTime.getAsLong();
            first = faults == 0 ? last : first;
            faults = Math.min(faults + 1, FAULTS_IN_A_ROW);
        }
        return outcome;
    }

    public synchronized boolean down() {
        return faults >= FAULTS_IN_A_ROW
                && last - first >= LEAST_SPAN.toNanos()
                && nanoTime.getAsLong() - last <= ANOTHER_CHANCE.toNanos();
    }
}
