package scf.websocket.soak.siege;

import java.io.IOException;

/** Stalled TLS handshakes: sockets that send nothing, and sockets that stop in the middle of their first record. */
final class TlsStall implements Attack {
    private static final int SOCKETS = 800;

    /** The beginning of a handshake record of 512 bytes. */
    private static final byte[] HALF_A_RECORD = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xFC, 0x03, 0x03
    };

    @Override
    public String name() {
        return "tls-stall";
    }

    @Override
    public String about() {
        return SOCKETS + " sockets of one address stop in the middle of the TLS handshake, or before it, and stay";
    }

    @Override
    public boolean fits(Setup setup) {
        return setup == Setup.TLS;
    }

    @Override
    public boolean holdsOn() {
        return true;
    }

    @Override
    public void run(AttackContext context) {
        for (int i = 0; i < SOCKETS && !context.over(); i++) {
            try {
                AttackSocket client = context.toClients();
                context.hold(client);
                if (i % 2 == 0) {
                    client.send(HALF_A_RECORD);
                }
            } catch (IOException e) {
                context.tally().count("cut");
            }
        }
    }
}
