package scf.websocket.soak.siege;

import java.util.List;

/** Pongs that nobody asked for. */
final class PongFlood implements Attack {
    private static final int CLIENTS = 4;
    private static final int FRAMES = 2_000_000;

    @Override
    public String name() {
        return "pongs";
    }

    @Override
    public String about() {
        return CLIENTS + " clients: each sends 2 million pongs";
    }

    @Override
    public void run(Ground ground) {
        byte[] frames = Frames.repeated(Intruder.frameOf(Intruder.PONG), 1000);
        List<Intruder> clients = ground.open(CLIENTS);
        for (int sent = 0; sent < FRAMES && !clients.isEmpty() && !ground.over(); sent += 1000) {
            ground.eachSends(clients, frames);
            Ground.rest(5);
        }
    }
}
