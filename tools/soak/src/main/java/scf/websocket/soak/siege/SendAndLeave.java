package scf.websocket.soak.siege;

import java.io.IOException;

/** Clients that send much to a slow function and disconnect; their messages stay queued. */
final class SendAndLeave implements Attack {
    private static final int CLIENTS = 120;

    @Override
    public String name() {
        return "send-and-leave";
    }

    @Override
    public String about() {
        return CLIENTS + " clients, one after the other, send 2 MB to a slow function and leave";
    }

    @Override
    public void run(AttackContext context) {
        byte[] message = AttackSocket.frameOf(AttackSocket.TEXT, Frames.text(SiegeFunctions.ATTACK + "500", 200_000));
        for (int i = 0; i < CLIENTS && !context.over(); i++) {
            try (AttackSocket client = context.toClients()) {
                boolean open = client.handshake() == 101;
                for (int sent = 0; open && sent < 10; sent++) {
                    open = client.send(message);
                }
            } catch (IOException e) {
                context.tally().count("cut");
            }
        }
    }
}
