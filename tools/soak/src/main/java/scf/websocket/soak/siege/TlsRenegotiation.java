package scf.websocket.soak.siege;

import java.io.IOException;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/** TLS 1.2 clients that begin the handshake again and again: one cheap record costs the other side a signature. */
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
    public void run(Ground ground) {
        SSLContext tls = Objects.requireNonNull(ground.doors().tls());
        while (!ground.over()) {
            try (TlsClient client = new TlsClient(tls, ground.doors().clients(), "TLSv1.2")) {
                client.handshake();
                ground.loot().count("handshakes");
                for (int i = 0; i < TIMES; i++) {
                    client.handshake();
                    if (client.isEnded()) {
                        ground.loot().count("cut");
                        break;
                    }
                    ground.loot().count("handshakes again");
                }
            } catch (IOException e) {
                ground.loot().count("cut");
            }
            Ground.rest(20);
        }
    }
}
