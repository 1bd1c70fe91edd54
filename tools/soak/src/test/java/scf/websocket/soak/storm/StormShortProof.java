package scf.websocket.soak.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link StormProof}: two gateways, whose Redis loses everything. */
class StormShortProof {
    static final Path GATEWAY = Path.of("../../gateway/target/gateway.jar");

    @Test
    void nothingIsLostWhenRedisForgetsEverything(@TempDir Path folder) throws Exception {
        StormOptions options = StormOptions.parse(
                GATEWAY, List.of("--seconds", "2", "--clients", "12", "--nodes", "2", "--faults", "redis-flushed"));
        Figures figures = new Storm(options, folder).run();
        assertThat(figures.violations()).isEmpty();
    }
}
