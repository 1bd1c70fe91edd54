package scf.websocket.soak.siege;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;

/** Incomplete push bodies from a caller without a token. */
final class PushBodies implements Attack {
    private static final int POSTS = 250;
    private static final int BODY = 1_600_000;

    @Override
    public String name() {
        return "push-bodies";
    }

    @Override
    public String about() {
        return POSTS + " pushes without a token, 1.6 MB each but for the last byte";
    }

    @Override
    public void run(AttackContext context) {
        byte[] part = Frames.text("x", 100_000);
        for (int i = 0; i < POSTS && !context.over(); i++) {
            try {
                AttackSocket client = context.toPushes();
                context.hold(client);
                boolean taken = client.send(
                        ("POST /api-local HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + BODY + "\r\n\r\n")
                                .getBytes(US_ASCII));
                for (int sent = part.length; taken && sent < BODY; sent += part.length) {
                    taken = client.send(part);
                }
            } catch (IOException e) {
                context.tally().count("cut");
            }
        }
        context.bookAnswers();
    }
}
