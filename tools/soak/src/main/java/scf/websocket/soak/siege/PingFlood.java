package scf.websocket.soak.siege;

import java.util.List;

/** Pings as fast as they are taken, whose pongs nobody reads. */
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
    public void run(Ground ground) {
        // Empty ones: a pong costs the gateway more than they cost the attacker.
        byte[] pings = Frames.repeated(Intruder.frameOf(Intruder.PING), 2000);
        List<Intruder> clients = ground.open(CLIENTS);
        while (!clients.isEmpty() && !ground.over()) {
            ground.eachSends(clients, pings);
            Ground.rest(5);
        }
    }
}
