package scf.websocket.gateway.invoke;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * Limits concurrent invocations of all functions, which share the permits of {@link FairPermits}. At the limit, events
 * wait in a FIFO queue for each function, and the functions take turns. A connection has at most one event in a queue,
 * because it sends the next one only after the answer to the last, and its socket is not read while a message waits. So
 * a busy client cannot starve others, and the number of connections bounds the queues. Thread-safe.
 */
public final class InvocationLimit implements AutoCloseable {
    private final FairPermits permits;
    private final Runnable whenFull;

    private final Executor turns;
    private volatile boolean closed;

    /**
     * @param turns starts waiting events; must queue a task rather than run it at once, because the stack would grow
     * with the queue if many calls fail immediately
     */
    public InvocationLimit(int most, Executor turns, GatewayMetrics metrics) {
        this(most, turns, () -> metrics.limitHit("max-invocations"));
        metrics.gauge("gateway.invocations", "Invocations in flight", this::underWay);
        metrics.gauge("gateway.invocations.waiting", "Events that wait for a permit", this::waiting);
    }

    /** @param whenFull called for each event that has to wait */
    InvocationLimit(int most, Executor turns, Runnable whenFull) {
        this.permits = new FairPermits(most);
        this.turns = turns;
        this.whenFull = whenFull;
    }

    /** Returns the largest number of concurrent register invocations. */
    public static int mostRegisters(int most) {
        return FairPermits.most(FunctionKind.REGISTER, most);
    }

    /** Adds a function, until {@link #remove}. */
    FairPermits.Lane add(FunctionKind kind) {
        return permits.add(kind);
    }

    void remove(FairPermits.Lane function) {
        permits.remove(function);
        startWaiting();
    }

    /**
     * Takes a permit, or queues the event; {@link #end} returns the permit.
     *
     * @param turn runs in another thread once it has a permit, if this method returns false
     * @return whether a permit was taken immediately
     */
    boolean beginOrWait(FairPermits.Lane function, Runnable turn) {
        if (permits.takeOrWait(function, turn)) {
            return true;
        }
        whenFull.run();
        return false;
    }

    /** Removes an event from the queue; false if it already has a permit. */
    boolean leave(FairPermits.Lane function, Runnable turn) {
        return permits.leave(function, turn);
    }

    /** Returns a permit and starts waiting events. */
    void end(FairPermits.Lane function) {
        permits.giveBack(function);
        startWaiting();
    }

    private void startWaiting() {
        FairPermits.Turn next = permits.next();
        while (next != null) {
            if (!start(next)) {
                // The gateway has stopped; waiting events are dropped.
                permits.clear();
                permits.giveBack(next.lane());
                return;
            }
            next = permits.next();
        }
    }

    private boolean start(FairPermits.Turn turn) {
        if (closed) {
            return false;
        }
        try {
            turns.execute(turn.run());
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    public int underWay() {
        return permits.taken();
    }

    public int waiting() {
        return permits.waiting();
    }

    /** Drops events that wait, as soon as their turn comes. */
    @Override
    public void close() {
        closed = true;
    }
}
