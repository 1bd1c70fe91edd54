package scf.websocket.soak.siege;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;

/** Sockets to the internal listener that stop in the middle of a request. */
final class PushSockets implements Attack {
    private static final int SOCKETS = 1500;

    @Override
    public String name() {
        return "push-sockets";
    }

    @Override
    public String about() {
        return SOCKETS + " sockets of one address to the internal listener stay in the middle of a request";
    }

    @Override
    public boolean holdsOn() {
        return true;
    }

    @Override
    public void run(AttackContext context) {
        byte[] beginning = "POST /api-local HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le".getBytes(US_ASCII);
        for (int i = 0; i < SOCKETS && !context.over(); i++) {
            try {
                AttackSocket client = context.toPushes();
                context.hold(client);
                client.send(beginning);
            } catch (IOException e) {
                context.tally().count("cut");
            }
        }
    }
}
