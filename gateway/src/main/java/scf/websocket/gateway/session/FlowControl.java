package scf.websocket.gateway.session;

import java.util.concurrent.TimeUnit;
import scf.websocket.gateway.limit.Limit;

/**
 * Decides when the next frame of a connection is decoded and when its socket is read. Decoding and reading pause while
 * the event queue is full, while somebody holds the connection up, while frames without events arrive too fast, or while the events of all connections use too
 * much memory. Reading alone stops while all connections hold too many undecoded bytes. Each change of a condition
 * calls {@link #update}, so reading resumes when the last condition ends; conditions that depend on other connections
 * are checked again with a back-off. Event loop only.
 */
final class FlowControl {
    private final SessionContext context;
    private final ReadControl reading;
    private final Owner owner;
    private final RetryBackoff lookAgain = new RetryBackoff();

    /** Frames without events arrive too fast; decoding rests. */
    private boolean resting;

    /** Somebody holds the connection up, until it starts to close. */
    private boolean held;

    /** The shared budgets are exhausted; a check is scheduled. */
    private boolean waitingForRoom;

    /** The session that owns the connection. */
    interface Owner {
        /** Whether the queue accepts another event. */
        boolean takesEvents();

        /** Whether nothing will be read or decoded any more. */
        boolean isOver();
    }

    FlowControl(SessionContext context, ReadControl reading, Owner owner) {
        this.context = context;
        this.reading = reading;
        this.owner = owner;
    }

    /** Reads each shared condition only once, because other threads change it. */
    void update() {
        boolean free = isFree();
        boolean room = reading.mayDecode();
        if (free && room) {
            boolean admitted = reading.decode(); // Which may come back here, and find a reason to pause.
            free = isFree();
            room = reading.mayDecode() && (admitted || !free);
        }
        boolean receives = context.held().mayReceive();
        if (!free || !room) {
            reading.pause();
        } else if (receives) {
            reading.resume();
        } else {
            reading.stop();
        }
        if (room && receives) {
            lookAgain.soon();
        } else {
            awaitRoom();
        }
    }

    /** Whether nothing in this connection prevents progress. */
    private boolean isFree() {
        boolean takesEvents = owner.takesEvents();
        return takesEvents && !resting && !held;
    }

    /** Pauses decoding and reading, or no longer does. */
    void hold(boolean paused) {
        held = paused;
        update();
    }

    boolean isHeld() {
        return held;
    }

    /** The connection made progress, so reset the back-off. */
    void progressed() {
        lookAgain.soon();
    }

    /** Pauses decoding for this long, so that other connections of the event loop get their turn. */
    void rest(long millis) {
        if (resting) {
            return;
        }
        resting = true;
        update();
        context.loop()
                .later(
                        () -> {
                            resting = false;
                            update();
                        },
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    /** The shared budget has no room for the next frame. */
    void noRoom() {
        reading.pause();
        awaitRoom();
    }

    /** Each connection polls for itself, so no waiting connection can be forgotten. */
    private void awaitRoom() {
        if (waitingForRoom || owner.isOver()) {
            return;
        }
        waitingForRoom = true;
        if (lookAgain.isFirst()) {
            context.limitHit(Limit.MAX_WAITING_BYTES);
        }
        context.loop()
                .later(
                        () -> {
                            waitingForRoom = false;
                            update();
                        },
                        lookAgain.nextMillis(),
                        TimeUnit.MILLISECONDS);
    }
}
