package scf.websocket.soak.siege;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link SiegeProof}: a gateway with default options withstands one short attack. */
class SiegeIT {
    static final Path GATEWAY = Path.of("../../gateway/target/gateway.jar");

    @Test
    void honestClientsAreServedWhileOthersSendPings(@TempDir Path folder) throws Exception {
        SiegeOptions options = SiegeOptions.smoke(GATEWAY, "ping-flood");
        Outcome outcome = new Siege(options, folder).run(Setup.DEFAULTS);
        assertThat(outcome.objections()).isEmpty();
        assertThat(outcome.rounds()).hasSize(1);
    }
}
