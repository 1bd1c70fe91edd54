package scf.websocket.soak.siege;

import java.util.List;

/** Messages faster than their function handles them. */
final class MessageFlood implements Attack {
    private static final int CLIENTS = 40;
    private static final int MESSAGES = 1000;
    private static final int AT_A_TIME = 20;

    @Override
    public String name() {
        return "message-flood";
    }

    @Override
    public String about() {
        return CLIENTS + " clients send " + MESSAGES + " messages each at once, for a function that takes 10 ms";
    }

    @Override
    public void run(AttackContext context) {
        byte[] message = AttackSocket.frameOf(AttackSocket.TEXT, Frames.text(SiegeFunctions.ATTACK + "10", 500));
        byte[] messages = Frames.repeated(message, AT_A_TIME);
        List<AttackSocket> clients = context.open(CLIENTS);
        for (int sent = 0; sent < MESSAGES && !clients.isEmpty() && !context.over(); sent += AT_A_TIME) {
            context.eachSends(clients, messages);
        }
    }
}
