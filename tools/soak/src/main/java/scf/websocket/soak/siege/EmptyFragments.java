package scf.websocket.soak.siege;

import java.util.List;

/** A message of empty fragments without end. */
final class EmptyFragments implements Attack {
    private static final int CLIENTS = 40;

    @Override
    public String name() {
        return "empty-fragments";
    }

    @Override
    public String about() {
        return CLIENTS + " clients send empty continuation frames as fast as they are taken";
    }

    @Override
    public void run(AttackContext context) {
        byte[] frames = Frames.repeated(AttackSocket.frameOf(AttackSocket.MIDDLE), 1000);
        List<AttackSocket> clients = context.open(CLIENTS);
        context.eachSends(clients, AttackSocket.frameOf(AttackSocket.FIRST_TEXT, (byte) 'a'));
        while (!clients.isEmpty() && !context.over()) {
            context.eachSends(clients, frames);
            AttackContext.rest(5);
        }
    }
}
