package scf.websocket.gateway.session;

import java.util.concurrent.TimeUnit;
import scf.websocket.gateway.limit.Limit;

/**
 * Decides when the next frame of one connection is decoded and when its socket is read. No frame is decoded, and the socket is not read,
 * while one of these reasons holds: the queue takes no more events, frames that lead to no event come too fast, or the events of all
 * connections take too much memory. The socket alone is not read while all connections together hold too many bytes that are no message
 * yet. Each change of a reason ends in {@link #update}, so reading resumes when the last reason ends; the reasons that other connections
 * bring about are looked at again in a while. Event loop only.
 */
final class FlowControl {
    private final SessionContext context;
    private final ReadControl reading;
    private final Owner owner;
    private final RetryBackoff lookAgain = new RetryBackoff();

    /** The client sends frames that lead to no event faster than it may. */
    private boolean resting;

    /** All connections together hold too much; that is looked at again. */
    private boolean waitingForRoom;

    /** The session whose client sends. */
    interface Owner {
        /** Whether the queue takes another event. */
        boolean takesEvents();

        /** Whether nothing will be read or decoded any more. */
        boolean isOver();
    }

    FlowControl(SessionContext context, ReadControl reading, Owner owner) {
        this.context = context;
        this.reading = reading;
        this.owner = owner;
    }

    /** Other threads change what there is room for, so that is asked once for what is done about it. */
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

    /** Nothing of its own keeps this connection from going on. */
    private boolean isFree() {
        boolean takesEvents = owner.takesEvents();
        return takesEvents && !resting;
    }

    /** The connection has made progress: if it must wait for room, it looks again soon. */
    void progressed() {
        lookAgain.soon();
    }

    /** Decodes nothing for this long, so that the other connections of the event loop have their turn. */
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

    /** There was no room for the next frame. */
    void noRoom() {
        reading.pause();
        awaitRoom();
    }

    /** Each looks for itself: nobody has to be found and woken, so nobody can be forgotten. */
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
