package scf.websocket.soak.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.soak.Figures;

/** The whole storm, for a gateway by itself and for three: what {@code tools/soak/storm} does. */
class StormProof {
    @ParameterizedTest
    @ValueSource(strings = {"1", "3"})
    void nothingIsLostWhateverIsTakenAway(String nodes, @TempDir Path folder) throws Exception {
        StormOptions options =
                StormOptions.parse(StormIT.GATEWAY, List.of("--seconds", "60", "--clients", "40", "--nodes", nodes));
        Figures figures = new Storm(options, folder).run();
        figures.print();
        assertThat(figures.violations()).isEmpty();
    }
}
