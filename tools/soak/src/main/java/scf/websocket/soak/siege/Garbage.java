package scf.websocket.soak.siege;

import java.io.IOException;

/** Bytes that are no frame, or a frame that is not allowed, from one client after the other. */
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
    public void run(Ground ground) {
        while (!ground.over()) {
            try (Intruder client = ground.toClients()) {
                if (client.handshake() == 101) {
                    byte[] bytes = new byte[2 + ground.random().nextInt(300)];
                    ground.random().nextBytes(bytes);
                    client.send(bytes);
                    Ground.rest(2);
                    if (client.isCut()) {
                        ground.loot().count("cut");
                    }
                }
            } catch (IOException e) {
                ground.loot().count("cut");
            }
        }
    }
}
