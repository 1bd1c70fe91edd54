package scf.websocket.local;

import org.junit.jupiter.api.Test;

/** A thousand connections. */
final class ManyConnectionsProof {
    @Test
    void everyClientButTheSenderReceivesAMessageOnce() throws Exception {
        ManyConnections.everyClientButTheSenderReceivesAMessageOnce(1000);
    }
}
