package scf.websocket.local;

import org.junit.jupiter.api.Test;

/** A hundred connections; a thousand take half a minute: {@link ManyConnectionsProof}. */
final class ManyConnectionsIT {
    @Test
    void everyClientButTheSenderReceivesAMessageOnce() throws Exception {
        ManyConnections.everyClientButTheSenderReceivesAMessageOnce(100);
    }
}
