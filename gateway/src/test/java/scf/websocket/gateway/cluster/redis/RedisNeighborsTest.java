package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.cluster.redis.Observation.Sighting;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.testing.RedisServerProcess;

/** What a node sees of others in a real Redis, while its clock is set by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisNeighborsTest {
    private static final Duration LEASE = Duration.ofSeconds(8);
    private static final RedisKeys KEYS = new RedisKeys("scf-websocket:");
    private static final NodeId A = new NodeId(0xaaaaaaaaaaaaaaaaL);
    private static final NodeId B = new NodeId(0xbbbbbbbbbbbbbbbbL);
    private static final NodeId OLD = new NodeId(0x01L);

    private long nanos;
    private RedisServerProcess redis;
    private RedisLink link;
    private RedisNodes nodes;
    private ConnectionIds ids;
    private OwnRenewals renewals;
    private RedisNeighbors neighbors;
    private long commands;

    @BeforeAll
    void start(@TempDir Path folder) {
        redis = new RedisServerProcess(folder);
    }

    @AfterAll
    void stop() {
        redis.close();
    }

    @BeforeEach
    void connect() {
        redis.ask(r -> r.flushall());
        link = TestLinks.connected(redis);
        nodes = new RedisNodes(link, LEASE, new UnreadableData(new GatewayMetrics()));
        ids = new ConnectionIds();
        renewals = new OwnRenewals(() -> nanos);
        neighbors = new RedisNeighbors(nodes, renewals, new LeaseHistory(LEASE, () -> nanos), ids, () -> nanos);
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    @Test
    void looksOnlyAtNodesThatAreLate() {
        tick(A, B);
        tick(A, B);
        assertThat(tick(A, B)).isEmpty();
        assertThat(neighbors.alive()).containsExactlyInAnyOrder(A.toString(), B.toString());

        tick(A);
        tick(A);
        assertThat(names(tick(A))).containsExactly(B.toString());
        assertThat(neighbors.alive()).as("its lease exists").containsExactlyInAnyOrder(A.toString(), B.toString());
        assertThat(neighbors.hasLapsed(B.toString())).isFalse();
    }

    @Test
    void aNodeLapsesOneLeaseAfterItsLastRenewal() {
        tick(A, B);
        tick(A, B);
        tick(A, B);
        for (int second = 1; second < LEASE.toSeconds(); second++) {
            tick(A);
            assertThat(neighbors.hasLapsed(B.toString())).isFalse();
        }
        tick(A);
        assertThat(neighbors.hasLapsed(B.toString())).isTrue();
        assertThat(neighbors.hasLapsed(A.toString())).isFalse();
    }

    @Test
    void aNodeThatShutsDownIsSeenAtOnce() {
        tick(A, B);
        nodes.release(B);
        List<Sighting> seen = tick(A);
        assertThat(names(seen)).containsExactly(B.toString());
        assertThat(seen.get(0).left()).isTrue();
        assertThat(neighbors.alive()).containsExactly(A.toString());
    }

    @Test
    void nodesThatComeAndGoAreKnownWithTheNextLook() {
        tick(A);
        assertThat(neighbors.alive()).containsExactly(A.toString());
        assertThat(neighbors.hasOthers()).isTrue();
        nodes.retire(A);
        nodes.renew(B);
        tick();
        assertThat(neighbors.alive()).containsExactly(B.toString());
        nodes.retire(B);
        tick();
        assertThat(neighbors.alive()).isEmpty();
        assertThat(neighbors.hasOthers()).isFalse();
    }

    @Test
    void looksAtAllWhileOneHasNoNumber() {
        tick(A, B);
        redis.ask(r -> r.sadd(KEYS.nodes(), OLD.toString()));
        redis.ask(r -> r.set(KEYS.lease(OLD), RedisRenewalScripts.LEASE_OF_01));
        assertThat(names(tick(A, B)))
                .containsExactlyInAnyOrder(ids.node().toString(), A.toString(), B.toString(), OLD.toString());
        assertThat(neighbors.hasOthers()).isFalse();
        assertThat(neighbors.alive()).contains(OLD.toString());

        redis.ask(r -> r.del(KEYS.lease(OLD)));
        for (int second = 0; second < LEASE.toSeconds(); second++) {
            tick(A, B);
        }
        assertThat(neighbors.hasLapsed(OLD.toString())).isTrue();

        nodes.claim(OLD, A, new Sighting(OLD.toString(), "", false, "", ""));
        assertThat(nodes.finish(OLD, A)).isTrue();
        assertThat(tick(A, B)).isEmpty();
        assertThat(neighbors.hasOthers()).isTrue();
        assertThat(neighbors.alive()).containsExactlyInAnyOrder(A.toString(), B.toString());
    }

    @Test
    void aNodeThatVersion01HasRemovedHidesNoOtherOf01() {
        tick(A, B);
        tick(A);
        tick(A);
        redis.ask(r -> r.srem(KEYS.nodes(), B.toString()));
        redis.ask(r -> r.sadd(KEYS.nodes(), OLD.toString()));
        assertThat(names(tick(A))).contains(OLD.toString());
    }

    @Test
    void foreignDataInPlaceOfTheNumbersIsMovedAway() {
        tick(A, B);
        redis.ask(r -> r.del(KEYS.renewals()));
        redis.ask(r -> r.set(KEYS.renewals(), "no sorted set"));
        assertThat(names(neighbors.observe())).contains(A.toString(), B.toString());
        tick(A, B);
        String moved = redis.ask(r -> r.get(KEYS.renewals() + ":strange"));
        assertThat(moved).isEqualTo("no sorted set");
        tick(A, B);
        assertThat(tick(A, B)).isEmpty();
    }

    @Test
    void theCostDoesNotGrowWithTheNodes() {
        tick(A, B);
        long few = commandsOfATick();
        for (int i = 1; i <= 100; i++) {
            nodes.renew(new NodeId(i));
        }
        tick(A, B);
        assertThat(commandsOfATick()).isEqualTo(few).isLessThanOrEqualTo(12);
    }

    private long commandsOfATick() {
        long before = commands();
        nodes.renew(ids.node());
        neighbors.observe();
        return commands() - before;
    }

    /** Of all kinds, those within scripts included. */
    private long commands() {
        commands = 0;
        String counts = redis.ask(r -> r.info("commandstats"));
        counts.lines()
                .filter(line -> line.startsWith("cmdstat_"))
                // Of the test's own connections.
                .filter(line -> !line.matches("cmdstat_(info|hello|client|command|ping|select).*"))
                .forEach(line -> commands += Long.parseLong(line.replaceAll(".*:calls=([0-9]+).*", "$1")));
        return commands;
    }

    /** A second passes; the nodes, and then this one, renew their leases; this one looks at the others. */
    private List<Sighting> tick(NodeId... renewed) {
        nanos += Duration.ofSeconds(1).toNanos();
        for (NodeId node : renewed) {
            nodes.renew(node);
        }
        renewals.renewed(nodes.renew(ids.node()).number(), false);
        return neighbors.observe();
    }

    private static List<String> names(List<Sighting> seen) {
        return seen.stream().map(Sighting::name).toList();
    }
}
