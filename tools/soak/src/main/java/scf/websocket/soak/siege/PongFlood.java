package scf.websocket.soak.siege;

import java.util.List;

/** Pongs that nobody asked for. */
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
    public void run(Ground ground) {
        byte[] frames = Frames.repeated(Intruder.frameOf(Intruder.PONG), 1000);
        List<Intruder> clients = ground.open(CLIENTS);
        while (!clients.isEmpty() && !ground.over()) {
            ground.eachSends(clients, frames);
            Ground.rest(5);
        }
    }
}
