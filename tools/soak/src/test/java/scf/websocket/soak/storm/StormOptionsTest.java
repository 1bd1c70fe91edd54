package scf.websocket.soak.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
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
        assertThat(parse("--nodes 3").faults()).containsExactly(Fault.values());
    }
}
