package scf.websocket.soak.siege;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;

/** Sockets that send one request and stay open. */
final class KeepAliveSockets implements Attack {
    private static final int SOCKETS = 2200;

    @Override
    public String name() {
        return "keep-alive";
    }

    @Override
    public String about() {
        return SOCKETS + " sockets of one address ask for a page once and stay";
    }

    @Override
    public void run(AttackContext context) {
        byte[] request = "GET /nothing HTTP/1.1\r\nHost: siege\r\n\r\n".getBytes(US_ASCII);
        for (int i = 0; i < SOCKETS && !context.over(); i++) {
            try {
                AttackSocket client = context.toClients();
                context.hold(client);
                client.send(request);
            } catch (IOException e) {
                context.tally().count("cut");
            }
            if (i % 50 == 0) {
                AttackContext.rest(20);
            }
        }
        context.awaitOver();
        context.bookAnswers();
    }
}
