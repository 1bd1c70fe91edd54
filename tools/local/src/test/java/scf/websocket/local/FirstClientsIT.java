package scf.websocket.local;

import org.junit.jupiter.api.Test;

/** One start; five: {@link FirstClientsProof}. */
final class FirstClientsIT {
    @Test
    void noneOfTheFirstFiftyIsRefused() throws Exception {
        FirstClients.noneOfTheFirstFiftyIsRefused();
    }
}
