package scf.websocket.gateway.session;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.function.InvocationOutcome;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * The messages of one connection on their way to the transmission function: in order, one at a time. The socket is not read while
 * one of three reasons holds: too much waits (until half of it is through), the message under way waits for its turn, or the function
 * was busy and the message is sent again. Each change of a reason ends in {@link #updateReading}, so reading resumes when the last
 * reason ends. Event loop only.
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

    /** The event is not at the function yet: too many others are. */
    private boolean waitingForTurn;

    /** No instance took the event; it is sent again in a moment. */
    private boolean retrying;

    /** Too much waits, and has since not fallen to half of what may. */
    private boolean full;

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
        if (invoking) {
            waiting().add(event);
            updateReading();
        } else {
            invoke(event);
        }
    }

    /** Forgets what waits; what is at the function stays there. */
    void drop() {
        waiting = null;
        updateReading();
    }

    private WaitingEvents waiting() {
        if (waiting == null) {
            waiting = new WaitingEvents();
        }
        return waiting;
    }

    private void updateReading() {
        int enough = full ? maxWaiting / 2 + 1 : maxWaiting;
        int enoughBytes = full ? MAX_WAITING_BYTES / 2 + 1 : MAX_WAITING_BYTES;
        full = waiting != null && (waiting.size() >= enough || waiting.bytes() >= enoughBytes);
        if (full || waitingForTurn || retrying) {
            session.pauseReading();
        } else {
            session.resumeReading();
        }
    }

    private void invoke(byte[] event) {
        invoking = true;
        retrying = false;
        long start = System.nanoTime();
        api.transmission()
                .invoke(event, () -> waitingForTurn = true)
                .thenAccept(outcome -> session.onEventLoop(() -> transmitted(event, outcome, start)));
        updateReading();
    }

    private void transmitted(byte[] event, InvocationOutcome outcome, long start) {
        waitingForTurn = false;
        session.services().access().event(FunctionKind.TRANSMISSION, api, session.id(), outcome, start);
        if (outcome instanceof InvocationOutcome.Busy) {
            retryWhenLessBusy(event);
            return;
        }
        invoking = false;
        if (!outcome.returned()) {
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
        retrying = true;
        updateReading();
        session.later(() -> invoke(event), BUSY_RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void next() {
        byte[] event = waiting == null ? null : waiting.poll();
        if (event != null) {
            invoke(event);
        } else {
            waiting = null;
            updateReading();
            session.uplinkEmpty();
        }
    }
}
