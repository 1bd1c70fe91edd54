package scf.websocket.gateway.function;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * The bound on invocations under way, over all functions. At the bound, new clients are refused, while messages and cleanups wait in
 * one line, first come, first served. A connection has at most one event in it, because its next is sent only after the answer to
 * the one before, and a message that waits keeps its socket from being read: so a busy client cannot starve a quiet one, and the
 * line is bounded by the connections. Thread-safe.
 */
public final class InvocationLimit implements AutoCloseable {
    private final int most;
    private final GatewayMetrics metrics;
    private final ArrayDeque<Runnable> line = new ArrayDeque<>();

    /** Not the thread that ends an invocation: a row of calls that fail at once would make its stack grow with the line. */
    private final ExecutorService turns;

    private int underWay;

    public InvocationLimit(int most, GatewayMetrics metrics) {
        this.most = most;
        this.metrics = metrics;
        ThreadPoolExecutor single =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "invocation-turns");
                    thread.setDaemon(true);
                    return thread;
                });
        single.allowCoreThreadTimeOut(true);
        this.turns = single;
        metrics.gauge("gateway.invocations", "Invocations under way", this::underWay);
        metrics.gauge("gateway.invocations.waiting", "Events that wait for their turn", this::waiting);
    }

    /** The thread that begins what has waited. */
    public Executor turns() {
        return turns;
    }

    /** Takes a place if one is free and nobody waits; {@link #end} gives it back. */
    boolean begin() {
        synchronized (line) {
            if (underWay < most) {
                underWay++;
                return true;
            }
        }
        metrics.limitHit("max-invocations");
        return false;
    }

    /**
     * Takes a place, or stands in line.
     *
     * @param turn run with a place taken, by another thread, if this returns false
     * @return whether a place was taken at once
     */
    boolean beginOrWait(Runnable turn) {
        synchronized (line) {
            if (underWay < most) {
                underWay++;
                return true;
            }
            line.add(turn);
        }
        metrics.limitHit("max-invocations");
        return false;
    }

    /** Gives a place to the first in line, or back. */
    void end() {
        Runnable next;
        synchronized (line) {
            next = line.poll();
            if (next == null) {
                underWay--;
                return;
            }
        }
        try {
            turns.execute(next);
        } catch (RejectedExecutionException e) {
            // The gateway has stopped, and what still waits ends with it.
            synchronized (line) {
                line.clear();
                underWay--;
            }
        }
    }

    public int underWay() {
        synchronized (line) {
            return underWay;
        }
    }

    public int waiting() {
        synchronized (line) {
            return line.size();
        }
    }

    @Override
    public void close() {
        turns.shutdownNow();
    }
}
