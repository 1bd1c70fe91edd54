package scf.websocket.soak.siege;

import java.io.IOException;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/** TLS handshakes without a request, each of which costs the gateway a signature. */
final class TlsHandshakes implements Attack {
    /** Few, because this machine also pays for the attacker. */
    private static final int PER_SECOND = 50;

    @Override
    public String name() {
        return "tls-handshakes";
    }

    @Override
    public String about() {
        return PER_SECOND + " TLS handshakes a second, each of a client that leaves";
    }

    @Override
    public boolean fits(Setup setup) {
        return setup == Setup.TLS;
    }

    @Override
    public void run(AttackContext context) {
        SSLContext tls = Objects.requireNonNull(context.ports().tls());
        while (!context.over()) {
            try (TlsClient client = new TlsClient(tls, context.ports().clients())) {
                client.handshake();
                context.tally().count("handshakes");
            } catch (IOException e) {
                context.tally().count("cut");
            }
            AttackContext.rest(1000 / PER_SECOND);
        }
    }
}
