package scf.websocket.local;

import org.junit.jupiter.api.Test;

/** One start; {@link FirstClientsProof} does five. */
final class FirstClientsIT {
    @Test
    void noneOfTheFirstFiftyIsRefused() throws Exception {
        FirstClients.noneOfTheFirstFiftyIsRefused();
    }
}
