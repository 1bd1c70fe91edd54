package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;

/** Ordered groups over gateways in one process that share a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterOrderedGroupTest {
    private RedisProcess redis;

    @BeforeAll
    void startRedis() {
        redis = new RedisProcess();
    }

    @AfterAll
    void stopRedis() {
        redis.close();
    }

    private GatewayFixture node(NumberedRoom room) {
        GatewayFixture node = GatewayFixture.start(options -> {
            options.cluster.redis = redis.url();
            options.cluster.nodeLease = 3;
        });
        node.functions.onTransmission(event -> event.has("tails") ? room.tails(event) : Reply.ok());
        return node;
    }

    private static void join(GatewayFixture at, String id, long after) {
        assertThat(at.push("{\"websocket\":{\"action\":\"join\",\"group\":\"room\",\"secConnectionID\":\"" + id
                                + "\",\"epoch\":\"E1\",\"after\":" + after + ",\"lost\":{\"closeCode\":4100}}}")
                        .body())
                .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\"}");
    }

    private static void send(GatewayFixture at, long seq, String text) {
        assertThat(at.push("{\"websocket\":{\"action\":\"data send\",\"group\":\"room\",\"epoch\":\"E1\",\"seq\":" + seq
                                + ",\"data\":\"" + text + "\"}}")
                        .body())
                .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\"}");
    }

    @Test
    void everyNodeDeliversTheNumbersOfAllNodesInOrder() {
        NumberedRoom room = new NumberedRoom();
        try (GatewayFixture a = node(room);
                GatewayFixture b = node(room);
                TestClient onA = a.connect();
                TestClient onB = b.connect()) {
            room.commit("one");
            join(a, a.id(0), 0);
            // At another node than the connection's.
            join(a, b.id(0), 1);
            long two = room.commit("two");
            long three = room.commit("three");
            send(b, three, "three");
            send(a, two, "two");
            assertThat(onA.awaitTexts(3)).containsExactly("one", "two", "three");
            assertThat(onB.awaitTexts(2)).containsExactly("two", "three");
            room.commit("its publisher died");
            send(a, room.commit("five"), "five");
            assertThat(onA.awaitTexts(5)).containsExactly("one", "two", "three", "its publisher died", "five");
            assertThat(onB.awaitTexts(4)).containsExactly("two", "three", "its publisher died", "five");
        }
    }
}
