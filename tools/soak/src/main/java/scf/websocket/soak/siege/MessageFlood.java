package scf.websocket.soak.siege;

import java.util.List;

/** Messages faster than their function takes them. */
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
        return CLIENTS
                + " clients send messages of 500 bytes as fast as they are taken, for a function that takes 50 ms";
    }

    @Override
    public void run(Ground ground) {
        byte[] messages = Frames.repeated(
                Intruder.frameOf(Intruder.TEXT, Frames.text(SiegeFunctions.QUICK_ATTACK, 500)), AT_A_TIME);
        List<Intruder> clients = ground.open(CLIENTS);
        for (int sent = 0; sent < MESSAGES && !clients.isEmpty() && !ground.over(); sent += AT_A_TIME) {
            ground.eachSends(clients, messages);
        }
        while (!ground.over()) {
            Ground.rest(100);
        }
    }
}
