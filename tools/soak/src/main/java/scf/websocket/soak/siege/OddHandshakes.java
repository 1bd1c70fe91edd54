package scf.websocket.soak.siege;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;

/** Handshakes at the edge of the protocol and beyond it; none may leave a session behind. */
final class OddHandshakes implements Attack {
    private static final String GET = "GET /release/websocket HTTP/1.1\r\n";
    private static final String HOST = "Host: siege\r\n";
    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final int ANSWER_MILLIS = 2000;

    private static final List<String> REQUESTS = List.of(
            GET + HOST + "Upgrade: h2c, websocket\r\nConnection: Upgrade\r\n" + VERSION + KEY,
            "GET /release/websocket?token=%zz HTTP/1.1\r\n" + HOST + UPGRADE + VERSION + KEY,
            GET + HOST + UPGRADE + "Sec-WebSocket-Version: 99\r\n" + KEY,
            GET + HOST + UPGRADE + VERSION + "Sec-WebSocket-Key: x\r\n",
            GET + HOST + UPGRADE + VERSION + KEY + "Sec-WebSocket-Protocol: ,\r\n",
            GET + HOST + UPGRADE + VERSION + KEY + "Sec-WebSocket-Extensions: permessage-deflate; x=\"\r\n",
            GET + HOST + UPGRADE + VERSION + KEY + "Content-Length: 100000\r\n",
            GET + UPGRADE + VERSION + KEY,
            GET + HOST + HOST + UPGRADE + VERSION + KEY,
            GET + HOST + UPGRADE + VERSION + KEY + "X-Long: " + "x".repeat(9000) + "\r\n");

    @Override
    public String name() {
        return "odd-handshakes";
    }

    @Override
    public String about() {
        return "one handshake after the other that is legal and strange, or is not legal; each leaves in the middle";
    }

    @Override
    public void run(AttackContext context) {
        for (int i = 0; !context.over(); i++) {
            try (AttackSocket client = context.toClients()) {
                client.send((REQUESTS.get(i % REQUESTS.size()) + "\r\n").getBytes(ISO_8859_1));
                // Every second client leaves before the answer.
                if (i / REQUESTS.size() % 2 == 0) {
                    client.status(ANSWER_MILLIS);
                }
            } catch (IOException e) {
                context.tally().count("cut");
            }
            AttackContext.rest(2);
        }
    }
}
