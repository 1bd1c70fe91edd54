package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.cluster.AbandonedConnections;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.options.ClusterOptions;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.gateway.testing.Recorded01;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.testing.process.Await;

/** This version cleans up after a dead node of 0.1, and writes the keys that 0.1 reads. */
@Execution(ExecutionMode.CONCURRENT)
class RedisOf01Test {
    private static final String HEX = "[0-9a-f]{16}";

    @TempDir
    Path folder;

    private record Row(String key, String type, String expiry, String value) {
        static Row of(String line) {
            String[] fields = line.split("\t", 4);
            return new Row(fields[0], fields[1], fields[2], fields[3]);
        }

        /** The row without the parts that differ between runs. */
        String shape() {
            String form = value.replaceAll("[A-Za-z0-9+/]{32} ", "ID ")
                    .replaceAll(HEX + "(\\|" + HEX + ")*", "NODES")
                    .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
                    .replaceAll("(ID api-local\\|?)+", "ID API");
            // Version 0.1 only checks whether a lease exists.
            return key.replaceAll(HEX, "NODE") + " " + type + " " + expiry + " "
                    + (key.contains(":lease:") ? "TEXT" : form);
        }
    }

    private static List<Row> recorded() {
        return Recorded01.lines("redis.tsv").stream().map(Row::of).toList();
    }

    private RedisCluster join(RedisServerProcess redis, ConnectionIds ids, AbandonedConnections abandoned) {
        return TestNodes.join(
                new RedisSettings(RedisUrl.parse(redis.url()), new ClusterOptions().redisPrefix, Duration.ofSeconds(3)),
                ids,
                abandoned);
    }

    @Test
    void connectionsOfANodeOf01ThatDiedAreCleanedUp() {
        Map<String, String> cleaned = new ConcurrentHashMap<>();
        try (RedisServerProcess redis = new RedisServerProcess(folder)) {
            for (Row row : recorded()) {
                if (row.type.equals("set")) {
                    redis.ask(r -> r.sadd(row.key, row.value.split("\\|", -1)));
                } else if (!row.key.contains(":lease:") && !row.key.contains(":over:")) {
                    redis.ask(r -> r.set(row.key, row.value));
                }
            }
            try (RedisCluster node = join(redis, new ConnectionIds(), (id, apiId, settled) -> {
                cleaned.put(id, apiId);
                settled.run();
            })) {
                Await.until("all connections are cleaned up", () -> cleaned.size() == 5);
                assertThat(cleaned).containsEntry("XVNESfg45v8mhSfF8LsjEDoZ4NcqfeYD", "api-local");
                assertThat(cleaned.values()).containsOnly("api-local");
                Await.until("the dead node is forgotten", () -> redis.ask(r -> r.scard("scf-websocket:nodes")) == 1);
                assertThat(node.claimForJournal(new scf.websocket.gateway.connection.NodeId(0x5d534449f838e6ffL)))
                        .isFalse();
            }
        }
    }

    @Test
    void writesKeysWithTheNamesTypesAndFormatsOf01() {
        ConnectionIds ofOne = new ConnectionIds();
        ConnectionIds ofOther = new ConnectionIds();
        Set<String> shapes = new TreeSet<>();
        try (RedisServerProcess redis = new RedisServerProcess(folder);
                RedisCluster one = join(redis, ofOne, (id, apiId, settled) -> settled.run())) {
            RedisCluster other = join(redis, ofOther, (id, apiId, settled) -> settled.run());
            one.ledger().opened(ofOne.next(), "api-local");
            other.ledger().opened(ofOther.next(), "api-local");
            Await.until(
                    "listed",
                    () -> redis.ask(r -> r.keys("scf-websocket:open:*")).size() == 2);
            shapes.addAll(shapes(redis));
            other.close();
            Await.until(
                    "taken over",
                    () -> redis.ask(r -> r.exists("scf-websocket:over:" + ofOther.node())) == 1
                            && redis.ask(r -> r.exists("scf-websocket:claim:" + ofOther.node())) == 0);
            shapes.addAll(shapes(redis));
        }
        shapes.removeIf(shape -> shape.startsWith("scf-websocket:claim:")
                || shape.startsWith("scf-websocket:left:")
                || shape.contains(":new "));
        assertThat(shapes)
                .isEqualTo(new TreeSet<>(recorded().stream().map(Row::shape).toList()));
    }

    private static Set<String> shapes(RedisServerProcess redis) {
        Map<String, String> shapes = new TreeMap<>();
        List<String> keys = redis.ask(r -> r.keys("*"));
        // Version 0.1 does not know it.
        keys.remove("scf-websocket:renewals");
        for (String key : keys) {
            String type = redis.ask(r -> r.type(key));
            String expiry = redis.ask(r -> r.pttl(key)) < 0 ? "no expiry" : "expires";
            String value = type.equals("set") ? members(redis, key) : redis.ask(r -> r.get(key));
            shapes.put(key, new Row(key, type, expiry, value).shape());
        }
        return new TreeSet<>(shapes.values());
    }

    private static String members(RedisServerProcess redis, String key) {
        Set<String> members = redis.ask(r -> r.smembers(key));
        return String.join("|", new TreeSet<>(members));
    }
}
