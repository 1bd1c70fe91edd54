package scf.websocket.gateway.session;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.CloseCodes;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.connection.HeartbeatRule;
import scf.websocket.gateway.extension.Change;
import scf.websocket.gateway.extension.DeadlineRule;

/** The 101 was sent, and no close frame yet. */
final class Open implements SessionState {
    private final SessionContext context;
    private final Owner owner;
    private final Heartbeat heartbeat;

    /** Notifies the session when this state ends. */
    interface Owner {
        /** A close frame is about to be sent; switches to the closing state. */
        ClosingHandshake closing(CloseDetails how);

        /** The close frame was written. */
        void closeBegun();

        /** The socket was lost. */
        void ended(CloseDetails how);
    }

    Open(SessionContext context, Owner owner, Heartbeat heartbeat) {
        this.context = context;
        this.owner = owner;
        this.heartbeat = heartbeat;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public SendOutcome send(OutboundFrame frame) {
        if (!context.outbound().isWritable()) {
            // The close frame follows the unsent data; the close timeout ends a socket that takes none of it.
            close(CloseDetails.by(CloseCause.SLOW_CONSUMER));
            return SendOutcome.SLOW;
        }
        context.outbound().write(frame);
        context.stats().sent();
        heartbeat.messageSent();
        return SendOutcome.DELIVERED;
    }

    @Override
    public @Nullable HeartbeatRule heartbeat() {
        return heartbeat.rule();
    }

    @Override
    public void changeHeartbeat(Change<HeartbeatRule> change) {
        if (change.given()) {
            heartbeat.follow(change.value());
        }
    }

    @Override
    public void changeDeadline(Change<DeadlineRule> change) {
        if (change.given()) {
            heartbeat.closeBy(change.value());
        }
    }

    @Override
    public boolean close(CloseDetails how) {
        heartbeat.stop();
        owner.closing(how).begin(how);
        owner.closeBegun();
        return true;
    }

    @Override
    public void closeReceived(CloseWebSocketFrame close) {
        // The decoder rejects undefined codes below. A code above the last valid one cannot be echoed.
        if (close.statusCode() > CloseCodes.LAST) {
            close(CloseDetails.by(CloseCause.PROTOCOL_ERROR));
        } else {
            heartbeat.stop();
            owner.closing(CloseDetails.byClient(close)).answer(close);
            owner.closeBegun();
        }
    }

    @Override
    public void socketEnded() {
        heartbeat.stop();
        owner.ended(CloseDetails.without(CloseCause.CONNECTION_LOST));
    }

    @Override
    public void bytesReceived() {
        heartbeat.bytesReceived();
    }

    @Override
    public void messageReceived() {
        heartbeat.messageReceived();
    }

    @Override
    public void readingResumes() {
        heartbeat.readingResumed();
    }

    @Override
    public void writabilityChanged() {
        context.outbound().writabilityChanged();
    }
}
