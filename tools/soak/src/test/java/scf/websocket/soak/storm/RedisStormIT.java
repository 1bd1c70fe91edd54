package scf.websocket.soak.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.soak.Figures;
import scf.websocket.testing.redis.InstalledRedis;

/** The shortest form of {@link RedisStormProof}: two gateways, and all slots in use of their cluster move. */
class RedisStormIT {
    @Test
    void nothingIsLostWhenSlotsMove(@TempDir Path folder) throws Exception {
        assumeTrue(InstalledRedis.isAvailable(), "redis-server 7 is not installed");
        StormOptions options = StormOptions.smoke(StormIT.GATEWAY, RedisKind.CLUSTER, Fault.SLOTS_MOVED);
        Figures figures = new Storm(options, folder).run();
        assertThat(figures.violations()).isEmpty();
    }
}
