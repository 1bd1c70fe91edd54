package scf.websocket.soak.siege;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole siege, in each set-up: what {@code tools/soak/siege} does. */
class SiegeProof {
    @ParameterizedTest
    @EnumSource
    void theGatewayWithstandsAllAttacks(Setup setup, @TempDir Path folder) throws Exception {
        SiegeOptions options = SiegeOptions.parse(SiegeIT.GATEWAY, List.of());
        Round.printHead();
        assertThat(new Siege(options, folder).run(setup).objections()).isEmpty();
    }
}
