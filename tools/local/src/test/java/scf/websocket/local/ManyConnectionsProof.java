package scf.websocket.local;

import org.junit.jupiter.api.Test;

/** A thousand connections. */
final class ManyConnectionsProof {
    @Test
    void everyoneButTheSenderGetsItOnce() throws Exception {
        ManyConnections.everyoneButTheSenderGetsItOnce(1000);
    }
}
