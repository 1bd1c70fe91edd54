package scf.websocket.soak.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StormOptionsTest {
    private static StormOptions parse(String line) {
        return StormOptions.parse(Path.of("gateway.jar"), List.of(line.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis-killed", "node-killed,redis-flushed", "node-frozen", "rolling-restart"})
    void aSingleNodeHasNoFaultsOfRedis(String faults) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--nodes 1 --faults " + faults))
                .withMessageContaining("needs several nodes");
        assertThat(parse("--faults " + faults + " --nodes 2").faults()).isNotEmpty();
    }

    @Test
    void theDefaultFaultsFitTheNumberOfNodes() {
        assertThat(parse("--nodes 1").faults()).contains(Fault.NODE_KILLED).noneMatch(Fault::needsRedis);
        for (RedisKind redis : RedisKind.values()) {
            assertThat(parse("--nodes 3 --redis " + redis.label()).faults())
                    .containsAll(Set.of(Fault.NODE_KILLED, Fault.NODE_GONE))
                    .allMatch(fault -> fault.fits(redis));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nodes 2 --redis single --faults primary-killed",
                "--nodes 2 --redis sentinel --faults slots-moved",
                "--nodes 2 --redis cluster --faults redis-flushed",
                "--nodes 1 --redis cluster"
            })
    void aFaultThatTheRedisCannotHaveIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(line)).withMessageContaining("--redis");
    }
}
