package scf.websocket.gateway.invoke;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Whether the back end of one API's register function is down, told by the handshakes of clients: no event is made up to find out. It is
 * when {@value #FAULTS_IN_A_ROW} of them or more, over ten seconds or more, met a fault of the back end without one between that was
 * accepted or refused. Thirty seconds after the last it gets another chance, because a gateway that is sent nobody would never learn
 * that it is up again; the next fault takes that chance away.
 *
 * <p>A fault is an answer that says so, a function that cannot be reached, and one that does not answer in time. That a function
 * threw says nothing, in either direction: a client may have made it throw, and no client shall be able to take a node out. Thread-safe.
 */
public final class RegisterHealth {
    static final int FAULTS_IN_A_ROW = 10;
    static final Duration LEAST_SPAN = Duration.ofSeconds(10);
    static final Duration ANOTHER_CHANCE = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private int faults;
    private long first;
    private long last;

    /** @param nanoTime a clock that never goes back */
    public RegisterHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The same register function, watched. Closing it closes the one that it was made of. */
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
