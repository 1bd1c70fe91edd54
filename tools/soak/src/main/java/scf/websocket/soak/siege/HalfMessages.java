package scf.websocket.soak.siege;

import java.util.List;

/** Incomplete messages that lack only their end, from many clients of one address. */
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
    public void run(AttackContext context) {
        List<AttackSocket> clients = context.open(CLIENTS);
        byte[] first =
                AttackSocket.frameOf(AttackSocket.FIRST_TEXT, Frames.text(SiegeFunctions.ATTACK + "500", 50_000));
        byte[] further = AttackSocket.frameOf(AttackSocket.MIDDLE, Frames.text(SiegeFunctions.ATTACK + "500", 50_000));
        context.eachSends(clients, first);
        for (int i = 0; i < 4 && !context.over(); i++) {
            context.eachSends(clients, further);
        }
    }
}
