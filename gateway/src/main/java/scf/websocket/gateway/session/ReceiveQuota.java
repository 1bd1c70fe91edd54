package scf.websocket.gateway.session;

import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.limit.Limit;

/**
 * Checks whether a client's data fits the limits of its connection and the budgets of all connections. Event loop only.
 */
final class ReceiveQuota implements IncompleteMessage.Owner {
    private final SessionContext context;
    private final ReadControl reading;
    private final FlowControl flow;
    private final Owner owner;

    /** Created on demand. */
    private @Nullable IncompleteMessage incomplete;

    /** The session that owns the connection. */
    interface Owner {
        boolean isOpen();

        /** Whether messages are queued or in flight. */
        boolean isWorking();

        /** Whether the events of one more read are within the limits although reading is paused. */
        boolean hasRoomForEvents();

        /** @return false if the connection is closing or closed */
        boolean close(CloseCause cause);
    }

    ReceiveQuota(SessionContext context, ReadControl reading, FlowControl flow, Owner owner) {
        this.context = context;
        this.reading = reading;
        this.flow = flow;
        this.owner = owner;
    }

    /** See {@link PacedFrameDecoder.Owner#admitsFrame}. */
    boolean admitsFrame() {
        boolean room = reading.mayDecode();
        if (!room) {
            flow.noRoom();
        }
        return room;
    }

    /** The number of undecoded bytes may have grown. */
    void receivedMore() {
        if (!owner.isOpen()) {
            return;
        }
        if (context.held().received() > 0) {
            watchIncomplete();
        }
        if (reading.isReading() && !context.held().mayReceive()) {
            flow.update();
        }
    }

    private void watchIncomplete() {
        if (incomplete == null) {
            incomplete = new IncompleteMessage(context, this);
        }
        incomplete.watch();
    }

    /** See {@link Heartbeat.Owner#readOnce}. */
    boolean readOnce() {
        if (!owner.hasRoomForEvents() || reading.isFarAhead()) {
            owner.close(CloseCause.OVERLOADED);
            return false;
        }
        return reading.once();
    }

    @Override
    public boolean isOpen() {
        return owner.isOpen();
    }

    @Override
    public boolean isWorking() {
        return owner.isWorking();
    }

    @Override
    public void incompleteTooLong() {
        context.limitHit(Limit.MAX_WAITING_BYTES);
        owner.close(CloseCause.OVERLOADED);
    }
}
