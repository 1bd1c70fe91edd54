package scf.websocket.soak.siege;

import java.io.IOException;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/** TLS 1.2 clients that renegotiate over and over: one cheap record costs the gateway a signature. */
final class TlsRenegotiation implements Attack {
    private static final int TIMES = 100;

    @Override
    public String name() {
        return "tls-renegotiate";
    }

    @Override
    public String about() {
        return "one client after the other begins its TLS handshake again, " + TIMES + " times if it is let";
    }

    @Override
    public boolean fits(Setup setup) {
        return setup == Setup.TLS;
    }

    @Override
    public void run(AttackContext context) {
        SSLContext tls = Objects.requireNonNull(context.ports().tls());
        while (!context.over()) {
            try (TlsClient client = new TlsClient(tls, context.ports().clients(), "TLSv1.2")) {
                client.handshake();
                context.tally().count("handshakes");
                for (int i = 0; i < TIMES; i++) {
                    client.handshake();
                    if (client.isEnded()) {
                        context.tally().count("cut");
                        break;
                    }
                    context.tally().count("handshakes again");
                }
            } catch (IOException e) {
                context.tally().count("cut");
            }
            AttackContext.rest(20);
        }
    }
}
