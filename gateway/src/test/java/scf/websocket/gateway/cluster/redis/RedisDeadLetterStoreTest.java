package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.testing.RedisServerProcess;

/** Dead letters survive a data loss of Redis as long as a node runs. */
class RedisDeadLetterStoreTest {
    private static final RedisKeys KEYS = new RedisKeys("scf-websocket:");
    private static final DeadLetter KEPT = new DeadLetter("kept", "api", "idle", "age", 1, 3);
    private static final DeadLetter REPLAYED = new DeadLetter("replayed", "api", "idle", "age", 2, 3);

    @TempDir
    Path folder;

    @Test
    void rewritesLettersThatRedisLostButNoneThatWereRemoved() throws IOException {
        try (RedisServerProcess redis = new RedisServerProcess(folder)) {
            RedisLink link = TestLinks.connected(redis);
            redis.ask(r -> r.set(KEYS.epoch(), "first"));
            RedisDeadLetterStore store = new RedisDeadLetterStore(link);
            store.change(List.of(KEPT, REPLAYED), List.of());
            assertThat(store.read()).containsExactlyInAnyOrder(KEPT, REPLAYED);
            redis.ask(r -> r.flushall());
            store.change(List.of(), List.of(REPLAYED));
            assertThat(store.read()).as("before the first renewal of a lease").isEmpty();
            redis.ask(r -> r.set(KEYS.epoch(), "second"));
            assertThat(store.read()).containsExactly(KEPT);
            assertThat(new RedisDeadLetterStore(link).read()).containsExactly(KEPT);
            redis.ask(r -> r.del(KEYS.deadLetters()));
            assertThat(store.read()).as("removed by others").isEmpty();
            link.close();
        }
    }
}
