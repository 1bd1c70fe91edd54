package scf.websocket.soak.siege;

import java.util.List;

/** Messages that are all but complete, from many clients of one address. */
final class HalfMessages implements Attack {
    private static final int CLIENTS = 800;

    @Override
    public String name() {
        return "half-messages";
    }

    @Override
    public String about() {
        return CLIENTS + " clients send 250 KB of a message each and never its end";
    }

    @Override
    public void run(Ground ground) {
        List<Intruder> clients = ground.open(CLIENTS);
        byte[] first = Intruder.frameOf(Intruder.FIRST_TEXT, Frames.text(SiegeFunctions.ATTACK + "500", 50_000));
        byte[] further = Intruder.frameOf(Intruder.MIDDLE, Frames.text(SiegeFunctions.ATTACK + "500", 50_000));
        ground.eachSends(clients, first);
        for (int i = 0; i < 4 && !ground.over(); i++) {
            ground.eachSends(clients, further);
        }
    }
}
