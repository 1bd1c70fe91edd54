package scf.websocket.soak.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scf.websocket.soak.Figures;
import scf.websocket.testing.redis.InstalledRedis;

/** The storm for three gateways with Sentinels and with a Redis Cluster, and each fault that these can have. */
class RedisStormProof {
    @ParameterizedTest
    @EnumSource(names = {"SENTINEL", "CLUSTER"})
    void nothingIsLostWhateverIsTakenAway(RedisKind redis, @TempDir Path folder) throws Exception {
        assumeTrue(InstalledRedis.isAvailable(), "redis-server 7 is not installed");
        List<String> line = List.of("--seconds", "60", "--clients", "30", "--nodes", "3", "--redis", redis.label());
        Figures figures = new Storm(StormOptions.parse(StormIT.GATEWAY, line), folder).run();
        figures.print();
        assertThat(figures.violations()).isEmpty();
    }
}
