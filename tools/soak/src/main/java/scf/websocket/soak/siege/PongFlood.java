package scf.websocket.soak.siege;

import java.util.List;

/** Unsolicited pongs. */
final class PongFlood implements Attack {
    private static final int CLIENTS = 40;

    @Override
    public String name() {
        return "pongs";
    }

    @Override
    public String about() {
        return CLIENTS + " clients send pongs as fast as they are taken";
    }

    @Override
    public void run(AttackContext context) {
        byte[] frames = Frames.repeated(AttackSocket.frameOf(AttackSocket.PONG), 1000);
        List<AttackSocket> clients = context.open(CLIENTS);
        while (!clients.isEmpty() && !context.over()) {
            context.eachSends(clients, frames);
            AttackContext.rest(5);
        }
    }
}
