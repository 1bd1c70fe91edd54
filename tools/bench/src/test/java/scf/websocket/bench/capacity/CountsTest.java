package scf.websocket.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {
    @Test
    void anIncreaseIsTheDifferenceOfEachCounter() {
        Counts before = Counts.of(Map.of("insert", 5L, "select", 2L));
        Counts after = Counts.of(Map.of("insert", 8L, "select", 2L));

        Counts rise = after.since(before);

        assertThat(rise.get("insert")).isEqualTo(3);
        assertThat(rise.get("select")).isZero();
    }

    @Test
    void aNewCounterIncreasesFromZero() {
        assertThat(Counts.of("publish", 4).since(Counts.of("ping", 1)).get("publish"))
                .isEqualTo(4);
    }

    @Test
    void addingTwoSetsOfCountersSumsThemByName() {
        Counts both = Counts.of(Map.of("a", 1L, "b", 2L)).and(Counts.of(Map.of("b", 3L, "c", 4L)));

        assertThat(both.names()).containsExactly("a", "b", "c");
        assertThat(both.get("b")).isEqualTo(5);
    }

    @Test
    void aShareIsProportionalToTime() {
        assertThat(Counts.of("bytes", 1000).share(3, 10).get("bytes")).isEqualTo(300);
    }
}
