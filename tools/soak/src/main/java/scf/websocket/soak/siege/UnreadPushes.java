package scf.websocket.soak.siege;

import java.util.List;

/** Clients that never read their pushes. */
final class UnreadPushes implements Attack {
    private static final int CLIENTS = 300;

    @Override
    public String name() {
        return "deaf-crowd";
    }

    @Override
    public String about() {
        return CLIENTS + " clients have 900 KB pushed to them and read nothing";
    }

    @Override
    public void run(AttackContext context) {
        List<AttackSocket> clients = context.open(CLIENTS);
        context.eachSends(
                clients, AttackSocket.frameOf(AttackSocket.TEXT, Frames.text(SiegeFunctions.FLOOD_ME + 900_000, 30)));
    }
}
