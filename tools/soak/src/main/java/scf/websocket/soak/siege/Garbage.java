package scf.websocket.soak.siege;

import java.io.IOException;

/** Bytes that are no frame, or a forbidden frame, from one client after the other. */
final class Garbage implements Attack {
    @Override
    public String name() {
        return "garbage";
    }

    @Override
    public String about() {
        return "a client after the other sends a random frame with random bits";
    }

    @Override
    public void run(AttackContext context) {
        while (!context.over()) {
            try (AttackSocket client = context.toClients()) {
                if (client.handshake() == 101) {
                    byte[] bytes = new byte[2 + context.random().nextInt(300)];
                    context.random().nextBytes(bytes);
                    client.send(bytes);
                    AttackContext.rest(2);
                    if (client.isCut()) {
                        context.tally().count("cut");
                    }
                }
            } catch (IOException e) {
                context.tally().count("cut");
            }
        }
    }
}
