package scf.websocket.soak.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.soak.Figures;

/** A shorter form of {@link StormProof}: two gateways, one of which is killed, and whose Redis is killed as well. */
class StormShortProof {
    @Test
    void nothingIsLostWhenAGatewayIsKilledAndRedisToo(@TempDir Path folder) throws Exception {
        List<String> line = List.of(
                "--seconds",
                "10",
                "--clients",
                "40",
                "--nodes",
                "2",
                "--faults",
                "node-killed,redis-killed,redis-flushed");
        StormOptions options = StormOptions.parse(StormIT.GATEWAY, line);
        Figures figures = new Storm(options, folder).run();
        figures.print();
        assertThat(figures.violations()).isEmpty();
    }
}
