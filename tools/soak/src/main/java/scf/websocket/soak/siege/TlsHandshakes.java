package scf.websocket.soak.siege;

import java.io.IOException;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/** TLS handshakes that cost the gateway a signature each, and lead to nothing. */
final class TlsHandshakes implements Attack {
    /** What the attacker pays is paid by this machine as well. */
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
    public void run(Ground ground) {
        SSLContext tls = Objects.requireNonNull(ground.doors().tls());
        while (!ground.over()) {
            try (TlsClient client = new TlsClient(tls, ground.doors().clients())) {
                client.handshake();
                ground.loot().count("handshakes");
            } catch (IOException e) {
                ground.loot().count("cut");
            }
            Ground.rest(1000 / PER_SECOND);
        }
    }
}
