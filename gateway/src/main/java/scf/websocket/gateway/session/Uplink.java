package scf.websocket.gateway.session;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.function.InvocationOutcome;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * The messages of one connection on their way to the transmission function: in order, one at a time. When too many wait, the
 * socket is not read until half of them are through. Event loop only.
 */
final class Uplink {
    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
    private static final long BUSY_RETRY_MILLIS = 50;
    private static final int MAX_WAITING_BYTES = 1 << 20;

    /** What may come on top of the limits before it counts as too much: about what one read of a socket can hold. */
    private static final int READ_AHEAD_EVENTS = 16_384;

    private final Session session;
    private final Api api;
    private final int maxWaiting;
    private boolean invoking;

    /** The event is not at the function yet: too many others are. The socket is not read meanwhile. */
    private boolean waitingForTurn;

    private @Nullable WaitingEvents waiting;

    Uplink(Session session, Api api) {
        this.session = session;
        this.api = api;
        this.maxWaiting = api.settings().maxWaitingEvents();
    }

    /** Nothing is at the function, and nothing waits for it. */
    boolean isEmpty() {
        return !invoking && waiting == null;
    }

    /** Whether another read of the socket would still be within bounds although reading is paused. */
    boolean hasRoom() {
        return waiting == null
                || (waiting.size() < maxWaiting + READ_AHEAD_EVENTS && waiting.bytes() < 2 * MAX_WAITING_BYTES);
    }

    void add(byte[] event) {
        if (!invoking) {
            invoke(event);
            return;
        }
        waiting().add(event);
        if (waiting().size() >= maxWaiting || waiting().bytes() >= MAX_WAITING_BYTES) {
            session.pauseReading();
        }
    }

    /** Forgets what waits; what is at the function stays there. */
    void drop() {
        waiting = null;
    }

    private WaitingEvents waiting() {
        if (waiting == null) {
            waiting = new WaitingEvents();
        }
        return waiting;
    }

    private void invoke(byte[] event) {
        invoking = true;
        waitingForTurn = false;
        long start = System.nanoTime();
        api.transmission().invoke(event, this::waitForTurn).thenAccept(outcome -> {
            session.services().access().event(FunctionKind.TRANSMISSION, api, session.id(), outcome, start);
            session.onEventLoop(() -> transmitted(event, outcome));
        });
    }

    private void waitForTurn() {
        waitingForTurn = true;
        session.pauseReading();
    }

    private void transmitted(byte[] event, InvocationOutcome outcome) {
        if (outcome instanceof InvocationOutcome.Busy) {
            retryWhenLessBusy(event);
            return;
        }
        invoking = false;
        if (!(outcome instanceof InvocationOutcome.Answered)) {
            LOG.warn("transmission failed for {}: {}", session.id(), outcome);
            if (!api.keepsOnFailure()) {
                drop();
                session.close(CloseCause.FUNCTION_FAILED);
            }
        }
        next();
    }

    /** The event was not seen by any instance, so nothing is out of order yet. The client waits meanwhile. */
    private void retryWhenLessBusy(byte[] event) {
        session.pauseReading();
        session.later(() -> invoke(event), BUSY_RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void next() {
        byte[] event = waiting == null ? null : waiting.poll();
        if (event != null) {
            invoke(event);
        } else {
            waiting = null;
            session.uplinkEmpty();
        }
        boolean few = waiting == null || (waiting.size() <= maxWaiting / 2 && waiting.bytes() <= MAX_WAITING_BYTES / 2);
        if (few && !waitingForTurn) {
            session.resumeReading();
        }
    }
}
