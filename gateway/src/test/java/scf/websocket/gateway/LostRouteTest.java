package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.journal.FileJournal;
import scf.websocket.gateway.journal.JournalSync;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.testing.process.Await;

/**
 * A killed gateway returns without one of its routes, next to another that has it. {@link LostRouteProof} waits for the
 * other.
 */
@Execution(ExecutionMode.CONCURRENT)
class LostRouteTest {
    private static final String LOST = "api-lost";
    private static final String KEPT = "api-kept";

    @TempDir
    Path folder;

    private GatewayFixture node(RedisProcess redis, String apiId, boolean journal) {
        return GatewayFixture.start(options -> {
            options.cluster.redis = redis.url();
            options.cluster.nodeLease = 3;
            options.listeners.apiId = apiId;
            options.journal.journal = journal ? folder : null;
        });
    }

    @Test
    void leavesConnectionsOfALostRouteToTheNodeThatHasTheirApi() {
        ConnectionIds dead = new ConnectionIds();
        String kept = dead.next();
        String lost = dead.next();
        try (FileJournal journal = FileJournal.open(folder, JournalSync.OS)) {
            Stream.of(new OpenConnection(kept, KEPT), new OpenConnection(lost, LOST))
                    .forEach(connection ->
                            journal.opened(connection).toCompletableFuture().join());
        }
        try (RedisProcess redis = new RedisProcess();
                GatewayFixture other = node(redis, LOST, false)) {
            // Redis is written asynchronously: one of the two is missing.
            redis.ask(r -> r.sadd("scf-websocket:open:" + dead.node(), kept + " " + KEPT));
            redis.ask(r -> r.sadd("scf-websocket:nodes", dead.node().toString()));
            redis.ask(r -> r.set("scf-websocket:lease:" + dead.node(), "1"));
            try (GatewayFixture restarted = node(redis, KEPT, true)) {
                Await.until(
                        "the restarted node cleans up its own connection",
                        () -> FunctionServer.ids(restarted.functions.cleanups()).equals(List.of(kept)));
                Await.until(
                        "the journal is empty",
                        () -> restarted.get("/metrics").body().contains("gateway_journal_open 0.0"));
                assertLeft(redis, other, lost);
                assertThat(FunctionServer.ids(restarted.functions.cleanups())).containsExactly(kept);
            }
        }
    }

    /** The other needs five seconds or more to act. */
    void assertLeft(RedisProcess redis, GatewayFixture to, String connectionId) {
        boolean listed = redis.ask(r ->
                r.keys("scf-websocket:open:*").stream().anyMatch(list -> r.sismember(list, connectionId + " " + LOST)));
        assertThat(listed || FunctionServer.ids(to.functions.cleanups()).contains(connectionId))
                .isTrue();
    }
}
