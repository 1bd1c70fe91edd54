package scf.websocket.gateway.session;

import scf.websocket.gateway.connection.CloseDetails;

/** Register is being invoked: pushed frames and closes wait until the 101 is sent. */
final class Connecting implements SessionState {
    private final SessionContext context;

    Connecting(SessionContext context) {
        this.context = context;
    }

    @Override
    public boolean isConnecting() {
        return true;
    }

    @Override
    public SendOutcome send(OutboundFrame frame) {
        return context.outbound().sendEarly(frame, context.settings().sendQueueBytes());
    }

    @Override
    public boolean close(CloseDetails how) {
        return context.channel().isActive()
                && context.outbound().early(context.settings().sendQueueBytes()).end(how);
    }
}
