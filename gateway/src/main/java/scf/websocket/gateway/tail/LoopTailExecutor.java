package scf.websocket.gateway.tail;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.PortCall;

/** Runs tails on an event loop. */
final class LoopTailExecutor implements TailExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(LoopTailExecutor.class);

    private final EventExecutor loop;

    LoopTailExecutor(EventExecutor loop) {
        this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
        try {
            loop.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway has stopped");
        }
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        try {
            ScheduledFuture<?> scheduled = loop.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway has stopped");
            return () -> {};
        }
    }

    private static void guarded(Runnable task) {
        PortCall.run("a task of an ordered group", task);
    }

    @Override
    public long nanoTime() {
        return loop.ticker().nanoTime();
    }
}
