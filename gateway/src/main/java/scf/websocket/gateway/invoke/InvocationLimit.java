package scf.websocket.gateway.invoke;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * The bound on invocations under way, over all functions, which share it as {@link FairPermits} says. At the bound, events wait: those of a
 * function in one line, first come, first served, and the functions take turns. A connection has at most one event in a line, because
 * its next is sent only after the answer to the one before, and a message that waits keeps its socket from being read: so a busy client
 * cannot starve a quiet one, and the lines are bounded by the connections. Thread-safe.
 */
public final class InvocationLimit implements AutoCloseable {
    private final FairPermits permits;
    private final Runnable whenFull;

    /** Not the thread that ends an invocation: a row of calls that fail at once would make its stack grow with the line. */
    private final ExecutorService turns;

    public InvocationLimit(int most, GatewayMetrics metrics) {
        this(most, () -> metrics.limitHit("max-invocations"));
        metrics.gauge("gateway.invocations", "Invocations under way", this::underWay);
        metrics.gauge("gateway.invocations.waiting", "Events that wait for their turn", this::waiting);
    }

    /** @param whenFull run for each event that has to wait */
    InvocationLimit(int most, Runnable whenFull) {
        this.permits = new FairPermits(most);
        this.whenFull = whenFull;
        ThreadPoolExecutor single =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "invocation-turns");
                    thread.setDaemon(true);
                    return thread;
                });
        single.allowCoreThreadTimeOut(true);
        this.turns = single;
    }

    /** The thread that begins what has waited. */
    public Executor turns() {
        return turns;
    }

    /** The most invocations of register that can be under way. */
    public static int mostRegisters(int most) {
        return FairPermits.most(FunctionKind.REGISTER, most);
    }

    /** For one more function, until {@link #remove}. */
    FairPermits.Lane add(FunctionKind kind) {
        return permits.add(kind);
    }

    void remove(FairPermits.Lane function) {
        permits.remove(function);
        startWaiting();
    }

    /**
     * Takes a place, or stands in line; {@link #end} gives it back.
     *
     * @param turn run with a place taken, by another thread, if this returns false
     * @return whether a place was taken at once
     */
    boolean beginOrWait(FairPermits.Lane function, Runnable turn) {
        if (permits.takeOrWait(function, turn)) {
            return true;
        }
        whenFull.run();
        return false;
    }

    /** Leaves the line; false if its turn has come. */
    boolean leave(FairPermits.Lane function, Runnable turn) {
        return permits.leave(function, turn);
    }

    /** Gives a place back, for those who wait. */
    void end(FairPermits.Lane function) {
        permits.giveBack(function);
        startWaiting();
    }

    private void startWaiting() {
        FairPermits.Turn next = permits.next();
        while (next != null) {
            try {
                turns.execute(next.run());
            } catch (RejectedExecutionException e) {
                // The gateway has stopped, and what still waits ends with it.
                permits.clear();
                permits.giveBack(next.lane());
                return;
            }
            next = permits.next();
        }
    }

    public int underWay() {
        return permits.taken();
    }

    public int waiting() {
        return permits.waiting();
    }

    @Override
    public void close() {
        turns.shutdownNow();
    }
}
