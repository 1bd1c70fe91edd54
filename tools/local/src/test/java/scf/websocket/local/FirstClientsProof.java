package scf.websocket.local;

import org.junit.jupiter.api.RepeatedTest;

/** Five starts. */
final class FirstClientsProof {
    @RepeatedTest(5)
    void noneOfTheFirstFiftyIsRefused() throws Exception {
        FirstClients.noneOfTheFirstFiftyIsRefused();
    }
}
