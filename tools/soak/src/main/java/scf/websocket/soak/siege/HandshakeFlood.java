package scf.websocket.soak.siege;

import java.io.IOException;

/** Handshakes with a slow register function, from one address. */
final class HandshakeFlood implements Attack {
    private static final int PER_SECOND = 120;

    @Override
    public String name() {
        return "handshake-flood";
    }

    @Override
    public String about() {
        return PER_SECOND + " handshakes a second of one address, whose register takes 8 s";
    }

    @Override
    public int registerMillis() {
        return 8000;
    }

    @Override
    public void run(AttackContext context) {
        while (!context.over()) {
            try {
                AttackSocket client = context.toClients();
                context.hold(client);
                client.ask();
            } catch (IOException e) {
                context.tally().count("cut");
            }
            AttackContext.rest(1000 / PER_SECOND);
        }
        context.bookAnswers();
    }
}
