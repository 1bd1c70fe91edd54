package scf.websocket.soak.siege;

import java.util.List;

/** Pings as fast as the gateway accepts them, whose pongs nobody reads. */
final class PingFlood implements Attack {
    private static final int CLIENTS = 40;

    @Override
    public String name() {
        return "ping-flood";
    }

    @Override
    public String about() {
        return CLIENTS + " clients send pings as fast as they are taken and read no pong";
    }

    @Override
    public void run(AttackContext context) {
        // Empty pings cost the attacker less than a pong costs the gateway.
        byte[] pings = Frames.repeated(AttackSocket.frameOf(AttackSocket.PING), 2000);
        List<AttackSocket> clients = context.open(CLIENTS);
        while (!clients.isEmpty() && !context.over()) {
            context.eachSends(clients, pings);
            AttackContext.rest(5);
        }
    }
}
