package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.testing.process.Await;

/** A node that others declared dead during a pause no longer writes to its old list. */
class RedisOpenListTest {
    private static final RedisKeys KEYS = new RedisKeys("scf-websocket:");
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final NodeId OTHER = new NodeId(7);
    private static final Pattern EVALS = Pattern.compile("cmdstat_eval:calls=(\\d+)");

    private static RedisServerProcess redis;
    private RedisLink link;
    private final ConnectionIds ids = new ConnectionIds();
    private final NodeId node = ids.node();

    @BeforeAll
    static void startRedis(@TempDir Path folder) {
        redis = new RedisServerProcess(folder);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void connect() {
        redis.ask(r -> r.flushall());
        link = TestLinks.connected(redis);
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private Set<String> listed() {
        return redis.ask(r -> r.smembers(KEYS.open(node)));
    }

    private Set<String> rewritten(NodeId of) {
        return redis.ask(r -> r.smembers(KEYS.rewritten(of)));
    }

    private void markTakenOver() {
        redis.ask(r -> r.set(KEYS.over(node), OTHER.toString()));
    }

    private int evals() {
        Matcher calls = EVALS.matcher(redis.ask(r -> r.info("commandstats")));
        return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
    }

    @Test
    void theListIsNotWrittenForANodeThatIsOver() {
        RedisOpenList list = new RedisOpenList(link, ids);
        list.opened("one", "api");
        redis.ask(r -> r.sadd(KEYS.open(node), "not cleaned up yet"));
        markTakenOver();
        list.close();
        assertThat(listed()).containsExactly("not cleaned up yet");
        assertThat(rewritten(node)).isEmpty();
    }

    @Test
    void changesAreWrittenOnlyForTheNewNodeOnceTheOldOneIsOver() {
        RedisOpenList list = new RedisOpenList(link, ids);
        list.start();
        list.opened("one", "api");
        Await.until("the list holds the connection", () -> listed().equals(Set.of("one api")));
        markTakenOver();
        int before = evals();
        list.opened("two", "api");
        Await.until("the addition is attempted", () -> evals() > before);
        list.closed("one");
        Await.until("the removal is attempted", () -> evals() > before + 1);
        assertThat(listed()).containsExactly("one api");
        ids.changeNode(OTHER);
        list.rewrite();
        Await.until(
                "under the next",
                () -> redis.ask(r -> r.smembers(KEYS.open(OTHER))).equals(Set.of("two api")));
        list.close();
    }

    @Test
    void removesAHalfWrittenRewriteWithItsNode() {
        RedisNodes nodes = new RedisNodes(link, LEASE, new UnreadableData(new GatewayMetrics()));
        redis.ask(r -> r.sadd(KEYS.rewritten(node), "half of it"));
        markTakenOver();
        assertThat(nodes.finish(node, OTHER)).isTrue();
        assertThat(rewritten(node)).isEmpty();

        redis.ask(r -> r.sadd(KEYS.rewritten(OTHER), "half of it"));
        assertThat(nodes.retire(OTHER)).isTrue();
        assertThat(rewritten(OTHER)).isEmpty();
    }

    @Test
    void isBehindWhileRedisIsAway() {
        RedisOpenList list = new RedisOpenList(link, ids);
        assertThat(list.isBehind()).isTrue();
        list.start();
        Await.until("the list is written", () -> !list.isBehind());
        link.disconnect();
        list.opened("one", "api");
        Await.until("the list is behind", list::isBehind);
        link.connect();
        Await.until("the list is written", () -> !list.isBehind() && listed().equals(Set.of("one api")));
        list.close();
    }

    private boolean isKnown() {
        return redis.ask(r -> r.sismember(KEYS.nodes(), node.toString()));
    }

    @Test
    void writingTheListRegistersItsNode() {
        RedisOpenList list = new RedisOpenList(link, ids);
        list.start();
        list.opened("one", "api");
        Await.until("the list holds the connection", () -> listed().equals(Set.of("one api")));
        redis.ask(r -> r.flushall());
        // The node ends before it renews its lease, during a batch or a rewrite.
        list.opened("two", "api");
        Await.until("the list holds the connection", () -> listed().equals(Set.of("two api")));
        assertThat(isKnown()).isTrue();
        redis.ask(r -> r.flushall());
        link.eval(
                RedisScripts.WRITE,
                List.of(KEYS.over(node), KEYS.rewritten(node), KEYS.nodes()),
                node.toString(),
                "sadd",
                "half of it");
        assertThat(isKnown()).isTrue();
        list.close();
    }

    @Test
    void anIncompleteRewriteReplacesNothing() {
        redis.ask(r -> r.sadd(KEYS.open(node), "one api", "two api"));
        redis.ask(r -> r.sadd(KEYS.rewritten(node), "one api"));
        List<String> keys = List.of(KEYS.over(node), KEYS.rewritten(node), KEYS.open(node));
        assertThat(link.eval(RedisScripts.REPLACE, keys, "2")).containsExactly(2L);
        assertThat(listed()).hasSize(2);
        assertThat(link.eval(RedisScripts.REPLACE, keys, "1")).containsExactly(1L);
        assertThat(listed()).containsExactly("one api");
        assertThat(link.eval(RedisScripts.REPLACE, keys, "0")).containsExactly(1L);
        assertThat(listed()).isEmpty();
    }

    @Test
    void theTrialKeysExpireIfTheNodeDies() {
        link.eval(RedisScripts.TRIAL, List.of(KEYS.rewritten(node)), "rights", "60000");
        link.rename(KEYS.rewritten(node), KEYS.open(node));
        long left = redis.ask(r -> r.pttl(KEYS.open(node)));
        assertThat(left).isBetween(1L, 60_000L);
        RedisPermissionCheck.check(link, node);
        List<String> keys = redis.ask(r -> r.keys("*"));
        assertThat(keys).isEmpty();
    }
}
