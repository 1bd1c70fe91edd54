package scf.websocket.gateway.session;

import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.limit.Limit;

/** Whether there is room for what one client sends, of its own and of what all connections share. Event loop only. */
final class ReceiveQuota implements IncompleteMessage.Owner {
    private final SessionContext context;
    private final ReadControl reading;
    private final FlowControl flow;
    private final Owner owner;

    /** Made when needed. */
    private @Nullable IncompleteMessage incomplete;

    /** The session whose client it is. */
    interface Owner {
        boolean isOpen();

        /** Whether a message is at the function, or waits for it. */
        boolean isWorking();

        /** Whether the events of another read would still be within bounds although reading is paused. */
        boolean hasRoomForEvents();

        /** @return false if it has ended, or is about to */
        boolean close(CloseCause cause);
    }

    ReceiveQuota(SessionContext context, ReadControl reading, FlowControl flow, Owner owner) {
        this.context = context;
        this.reading = reading;
        this.flow = flow;
        this.owner = owner;
    }

    /** As {@link PacedFrameDecoder.Owner#admitsFrame}. */
    boolean admitsFrame() {
        boolean room = reading.mayDecode();
        if (!room) {
            flow.noRoom();
        }
        return room;
    }

    /** What was received and is no message yet may be more than before. */
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

    /** As {@link Heartbeat.Owner#readOnce}. */
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
