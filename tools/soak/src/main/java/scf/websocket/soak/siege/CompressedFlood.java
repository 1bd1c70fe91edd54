package scf.websocket.soak.siege;

import java.util.List;

/** Messages that are small on the wire and large in memory, for a slow function. */
final class CompressedFlood implements Attack {
    private static final int CLIENTS = 4;
    private static final int MESSAGES = 300;

    @Override
    public String name() {
        return "compressed-flood";
    }

    @Override
    public String about() {
        return CLIENTS + " clients send " + MESSAGES + " messages each of 256 KB that are 300 bytes on the wire";
    }

    @Override
    public boolean fits(Setup setup) {
        return setup == Setup.DEFLATE;
    }

    @Override
    public void run(AttackContext context) {
        byte[] messages =
                Frames.repeated(AttackSocket.frameOf(AttackSocket.DEFLATED_TEXT, Frames.deflated(262_000)), 50);
        List<AttackSocket> clients = context.open(CLIENTS, "Sec-WebSocket-Extensions: permessage-deflate");
        for (int sent = 0; sent < MESSAGES && !clients.isEmpty() && !context.over(); sent += 50) {
            context.eachSends(clients, messages);
        }
    }
}
