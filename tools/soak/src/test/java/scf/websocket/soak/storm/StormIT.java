package scf.websocket.soak.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.soak.Figures;

/** The shortest form of {@link StormProof}: two gateways whose Redis loses all data. */
class StormIT {
    static final Path GATEWAY = Path.of("../../gateway/target/gateway.jar");

    @Test
    void nothingIsLostWhenRedisForgetsEverything(@TempDir Path folder) throws Exception {
        Figures figures = new Storm(StormOptions.smoke(GATEWAY, RedisKind.SINGLE, Fault.REDIS_FLUSHED), folder).run();
        assertThat(figures.violations()).isEmpty();
    }
}
