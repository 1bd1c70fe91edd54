package scf.websocket.soak.siege;

import java.util.List;

/** Clients that let much be sent to them, send a close frame, read nothing and keep the socket open. */
final class CloseWithoutReading implements Attack {
    private static final int CLIENTS = 40;

    @Override
    public String name() {
        return "close-unread";
    }

    @Override
    public String about() {
        return CLIENTS + " clients have 900 KB pushed to them, say goodbye, read nothing and stay";
    }

    @Override
    public boolean holdsOn() {
        return true;
    }

    @Override
    public void run(AttackContext context) {
        List<AttackSocket> clients = context.open(CLIENTS);
        byte[] wish = AttackSocket.frameOf(AttackSocket.TEXT, Frames.text(SiegeFunctions.FLOOD_ME + 900_000, 30));
        context.eachSends(clients, wish);
        AttackContext.rest(2000);
        context.eachSends(clients, AttackSocket.frameOf(AttackSocket.CLOSE, (byte) 3, (byte) 0xE8));
    }
}
