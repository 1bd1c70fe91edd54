package scf.websocket.soak.siege;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** Handshakes that come byte by byte and never end. */
final class Slowloris implements Attack {
    private static final int SOCKETS = 400;

    @Override
    public String name() {
        return "slowloris";
    }

    @Override
    public String about() {
        return SOCKETS + " handshakes come a byte at a time";
    }

    @Override
    public void run(AttackContext context) {
        byte[] head = "GET /release/websocket HTTP/1.1\r\nHost: siege\r\nX-Slow: ".getBytes(US_ASCII);
        List<AttackSocket> clients = context.connect(SOCKETS);
        context.eachSends(clients, head);
        while (!context.over() && !clients.isEmpty()) {
            AttackContext.rest(500);
            context.eachSends(clients, (byte) 'x');
        }
    }
}
