package scf.websocket.gateway;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Waits for Ctrl-C, SIGTERM, or the exit of the parent process. A second signal halts the process at once. Not a
 * shutdown hook, because that would lose the exit code and the last log lines.
 */
final class StopSignal {
    private static final int STOPPED_AT_ONCE = 130;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicBoolean signalled = new AtomicBoolean();

    private StopSignal() {}

    static StopSignal install(@Nullable Long parentPid) {
        StopSignal signal = new StopSignal();
        Signals.handle("INT", signal::received);
        Signals.handle("TERM", signal::received);
        if (parentPid != null) {
            ProcessHandle.of(parentPid)
                    .ifPresentOrElse(parent -> parent.onExit().thenRun(signal.stop::countDown), signal.stop::countDown);
        }
        return signal;
    }

    private void received() {
        if (!signalled.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(STOPPED_AT_ONCE);
        }
        stop.countDown();
    }

    void await() throws InterruptedException {
        stop.await();
    }
}
