package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.IdleClients;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Failures of three real gateway processes with a real Redis; {@link ClusterProof} has more clients. */
class ClusterIT {
    private final FunctionServer functions = new FunctionServer();
    private final List<IdleClients> crowds = new ArrayList<>();

    /** Number of clients on the node that is killed. */
    int clientsOfTheKilledNode() {
        return 500;
    }

    @Test
    void routesPushesBetweenNodesAndCleansUpForAKilledNodeWithinFifteenSeconds() {
        try (RedisProcess redis = new RedisProcess();
                GatewayProcess a = node("a", redis);
                GatewayProcess b = node("b", redis);
                GatewayProcess c = node("c", redis);
                TestClient onA = TestClient.connect(a.uri());
                TestClient onB = TestClient.connect(b.uri());
                TestClient onC = TestClient.connect(c.uri())) {
            List<String> ids = ids();
            Await.until("all are ready", () -> isReady(a) && isReady(b) && isReady(c));

            assertThat(a.push(send("one", List.of(ids.get(2)))).body()).endsWith("\"gone\":[],\"failed\":[]}");
            assertThat(b.push(send("all", ids)).body()).endsWith("\"gone\":[],\"failed\":[]}");
            assertThat(onC.awaitTexts(2)).containsExactly("one", "all");
            assertThat(onA.awaitTexts(1)).containsExactly("all");
            assertThat(onB.awaitTexts(1)).containsExactly("all");

            redisGoesAndComesBack(redis, a, b, c, ids, onA);
            cIsKilled(a, b, c, redis);
        } finally {
            crowds.forEach(IdleClients::close);
            functions.close();
        }
    }

    private void redisGoesAndComesBack(
            RedisProcess redis,
            GatewayProcess a,
            GatewayProcess b,
            GatewayProcess c,
            List<String> ids,
            TestClient onA) {
        redis.stop();
        Await.until("no node is ready", () -> !isReady(a) && !isReady(b) && !isReady(c));
        assertThat(a.push(send("alone", ids)).body())
                .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"gone\":[],\"failed\":[{\"secConnectionID\":\"" + ids.get(1)
                        + "\",\"reason\":\"node-unreachable\"},{\"secConnectionID\":\"" + ids.get(2)
                        + "\",\"reason\":\"node-unreachable\"}]}");
        assertThat(onA.awaitTexts(2)).containsExactly("all", "alone");
        redis.restart();
        Await.until("all are ready", () -> isReady(a) && isReady(b) && isReady(c));
        assertThat(a.push(send("together", ids)).body()).endsWith("\"gone\":[],\"failed\":[]}");
        assertThat(functions.cleanups()).isEmpty();
    }

    private void cIsKilled(GatewayProcess a, GatewayProcess b, GatewayProcess c, RedisProcess redis) {
        int before = functions.registers().size();
        int clients = clientsOfTheKilledNode();
        crowds.add(new IdleClients(c.port(), clients));
        List<String> ofC = new ArrayList<>(ids().subList(before, before + clients));
        ofC.add(ids().get(2));
        NodeId node = NodeId.of(ofC.get(0)).orElseThrow();
        Await.until(
                "list is in Redis",
                () -> redis.ask(r -> r.scard("scf-websocket:open:" + node)).intValue() == ofC.size());

        c.kill();
        assertThat(a.push(send("x", ofC.subList(0, 500))).body())
                .as("the node is dead but not cleaned up, so it must stay listed")
                .contains("\"gone\":[]")
                .contains("node-unreachable");
        Await.until(
                "cleanups within 15 s, are " + functions.cleanups().size(),
                () -> functions.cleanups().size() >= ofC.size());
        Await.until("list is gone", () -> redis.ask(r -> r.exists("scf-websocket:open:" + node)) == 0);
        List<String> cleaned = functions.cleanups().stream()
                .map(event -> event.path("websocket"))
                .peek(event -> assertThat(event.path("cause").asText()).isEqualTo("gateway-crash"))
                .map(event -> event.path("secConnectionID").asText())
                .toList();
        Set<String> each = new HashSet<>(cleaned);
        assertThat(each).containsExactlyInAnyOrderElementsOf(ofC);
        assertThat(cleaned).as("each once").hasSameSizeAs(each);
        Await.until("gone", () -> b.push(send("x", List.of(ofC.get(0)))).body().contains("\"gone\":[\""));
        assertThat((a.metrics() + b.metrics()).lines().filter(line -> line.equals("gateway_takeovers_total 1.0")))
                .as("exactly one took over")
                .hasSize(1);
    }

    private GatewayProcess node(String name, RedisProcess redis) {
        return GatewayProcess.start(name, functions, "--redis=" + redis.url());
    }

    private List<String> ids() {
        List<JsonNode> registers = functions.registers();
        return IntStream.range(0, registers.size())
                .mapToObj(i -> registers
                        .get(i)
                        .path("websocket")
                        .path("secConnectionID")
                        .asText())
                .toList();
    }

    private static boolean isReady(GatewayProcess gateway) {
        return gateway.metrics().contains("gateway_redis_ready 1.0");
    }

    private static String send(String text, List<String> ids) {
        return "{\"websocket\":{\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"" + text
                + "\",\"secConnectionIDs\":[\"" + String.join("\",\"", ids) + "\"]}}";
    }
}
