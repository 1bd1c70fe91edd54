package scf.websocket.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Handles the events of the runtime API, one at a time, until the process is stopped or the API fails. */
final class RuntimeLoop {
    private final RuntimeApi api;
    private final Handler handler;

    /** Held while an event is being handled. */
    private final ReentrantLock handling = new ReentrantLock();

    private volatile boolean stopping;

    RuntimeLoop(RuntimeApi api, Handler handler) {
        this.api = api;
        this.handler = handler;
    }

    /** @throws RuntimeFailure if the API can no longer be reached */
    void run() {
        api.ready();
        while (!stopping) {
            RuntimeEvent event = api.next();
            handling.lock();
            try {
                answer(event);
            } finally {
                handling.unlock();
            }
        }
    }

    private void answer(RuntimeEvent event) {
        byte[] answer;
        try {
            answer = handler.handle(event);
        } catch (InvocationFailure e) {
            api.fail(e.getMessage());
            return;
        }
        api.respond(answer);
    }

    /** Stops: an event that is being handled still gets its answer, within the time. Nothing is handled afterwards. */
    void stop(Duration within) throws InterruptedException {
        stopping = true;
        if (handling.tryLock(within.toMillis(), TimeUnit.MILLISECONDS)) {
            handler.close();
        }
    }
}
