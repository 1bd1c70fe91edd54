package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisSlotsTest {
    private static final RedisAddress ANSWERING = new RedisAddress("10.0.0.1", 6379);

    private static List<Object> range(long first, long last, Object host, Object port) {
        return List.of(first, last, Arrays.asList(host, port, "id"), List.of("10.0.0.9", 6379L, "a replica"));
    }

    @Test
    void thePrimaryOfARangeHasItsSlots() {
        RedisSlots slots = RedisSlots.parse(
                List.of(range(0, 9999, "10.0.0.2", 7000L), range(10_000, 16_383, null, 7001L)), ANSWERING);
        assertThat(slots.isComplete()).isTrue();
        assertThat(slots.owner("a")).as("slot 15495").isEqualTo(new RedisAddress("10.0.0.1", 7001));
        assertThat(slots.owner("x{b}y")).as("slot 3300").isEqualTo(new RedisAddress("10.0.0.2", 7000));
        assertThat(slots.servers()).hasSize(2);
    }

    @Test
    void aSlotWithoutAServerIsNoticed() {
        RedisSlots slots = RedisSlots.parse(List.of(range(0, 9999, "10.0.0.2", 7000L)), ANSWERING);
        assertThat(slots.isComplete()).isFalse();
        assertThat(slots.owner("a")).isNull();
    }

    @Test
    void anAnswerOfAnotherFormatIsAFailure() {
        for (Object strange : List.of(
                "text",
                List.of(),
                List.of(0L, 5L),
                range(0, 20_000, "a", 1L),
                range(0, 1, "a", "port"),
                range(9, 1, "a", 1L))) {
            assertThatThrownBy(() -> RedisSlots.parse(List.of(strange), ANSWERING))
                    .isInstanceOf(RedisException.class)
                    .hasMessageContaining("CLUSTER SLOTS");
        }
    }
}
