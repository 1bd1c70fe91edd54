package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scf.websocket.gateway.cluster.ClusterException;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Gateways in one process that share a real Redis; {@code ClusterIT} has real processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {
    private static final String OF_NO_NODE = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String READY = "gateway_redis_ready 1.0";

    private RedisProcess redis;

    @BeforeAll
    void startRedis() {
        redis = new RedisProcess();
    }

    /** The nodes of earlier tests are dead, and a node would clean up for them. */
    @BeforeEach
    void forgetEarlierNodes() {
        redis.ask(r -> r.flushall());
    }

    @AfterAll
    void stopRedis() {
        redis.close();
    }

    private GatewayFixture node() {
        return GatewayFixture.start(options -> {
            options.cluster.redis = redis.url();
            options.cluster.nodeLease = 3;
        });
    }

    @Test
    void aPushFindsTheNodeOfItsConnection() {
        try (GatewayFixture a = node();
                GatewayFixture b = node();
                TestClient onA = a.connect();
                TestClient onB = b.connect()) {
            assertThat(a.sendText(b.id(0), "from a").body()).isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\"}");
            assertThat(onB.awaitTexts(1)).containsExactly("from a");

            assertThat(b.push(list("\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"all\"", a.id(0), b.id(0)))
                            .body())
                    .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"gone\":[],\"failed\":[]}");
            assertThat(onA.awaitTexts(1)).containsExactly("all");
            assertThat(onB.awaitTexts(2)).containsExactly("from a", "all");

            assertThat(a.push(list("\"action\":\"closing\",\"closeCode\":4001,\"closeReason\":\"é\"", b.id(0)))
                            .body())
                    .endsWith("\"gone\":[],\"failed\":[]}");
            assertThat(onB.awaitClosed()).isEqualTo(new TestClient.Closed(4001, "é"));
            assertThat(a.push(list("\"action\":\"probe\"", a.id(0), b.id(0))).body())
                    .endsWith("\"gone\":[\"" + b.id(0) + "\"],\"failed\":[]}");
            assertThat(a.sendText(b.id(0), "late").statusCode()).isEqualTo(410);
        }
    }

    @Test
    void anIdOfAnUnknownNodeIsGoneOnceThatIsCertain() {
        try (GatewayFixture a = node()) {
            assertThat(a.push(list("\"action\":\"probe\"", "xawexasdfewezdfsdfeasdfffa=="))
                            .body())
                    .as("the id is from no gateway of this cluster")
                    .endsWith("\"gone\":[\"xawexasdfewezdfsdfeasdfffa==\"],\"failed\":[]}");
            assertThat(a.sendText(OF_NO_NODE, "x").body())
                    .as("Redis may just have lost its data")
                    .startsWith("{\"errNo\":313,");
            Await.until("certain", () -> a.sendText(OF_NO_NODE, "x").statusCode() == 410);
        }
    }

    @Test
    void aLeavingNodeIsOverAtOnce() {
        try (GatewayFixture a = node()) {
            String id;
            try (GatewayFixture b = node()) {
                try (TestClient client = b.connect()) {
                    id = b.id(0);
                    client.close(1000, "");
                    Await.until("cleanup", () -> b.functions.cleanups().size() == 1);
                }
                Await.until("list is empty", () -> redis.ask(r -> r.scard("scf-websocket:open:" + node(b.id(0)))) == 0);
            }
            Await.until(
                    "over before its lease of 3 s ends",
                    Duration.ofSeconds(2),
                    () -> a.sendText(id, "x").statusCode() == 410);
        }
    }

    @Test
    void aStoppingGatewayLeavesFailedCleanupsToTheOthers() {
        try (GatewayFixture a = node()) {
            String id;
            Await.until("node a trusts Redis", () -> a.sendText(OF_NO_NODE, "x").statusCode() == 410);
            GatewayFixture b = node();
            b.functions.onCleanup(event -> new Reply(500, ""));
            try (TestClient client = b.connect()) {
                id = b.id(0);
                client.send("there");
                Await.until("listed", () -> redis.ask(r -> r.scard("scf-websocket:open:" + node(id))) == 1);
                b.close();
            }
            Await.until("cleanup", () -> a.functions.cleanups().size() == 1);
            assertThat(a.functions.cleanups().get(0).toString())
                    .isEqualTo("{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + id
                            + "\",\"cause\":\"gateway-crash\"}}");
            Await.until("list is gone", () -> redis.ask(r -> r.exists("scf-websocket:open:" + node(id))) == 0);
            assertThat(a.sendText(id, "x").statusCode()).isEqualTo(410);
        }
    }

    @Test
    void aNodeThatWasDeclaredDeadTellsItsClientsToReconnect() {
        try (GatewayFixture a = node();
                TestClient client = a.connect()) {
            NodeId before = node(a.id(0));
            redis.ask(r -> r.set("scf-websocket:over:" + before, "somebody"));
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1012, "reconnect"));
            try (TestClient again = a.connect()) {
                assertThat(node(a.id(1))).isNotEqualTo(before);
                a.sendText(a.id(1), "welcome back");
                assertThat(again.awaitTexts(1)).containsExactly("welcome back");
            }
        }
    }

    @Test
    void dropsWaitingMessagesOfAConnectionThatAnotherGatewayCleanedUp() {
        Gate atFunction = new Gate();
        try (RedisProcess own = new RedisProcess();
                GatewayFixture a = GatewayFixture.start(options -> {
                    options.cluster.redis = own.url();
                    options.cluster.nodeLease = 3;
                });
                TestClient client = a.connect()) {
            a.functions.onTransmission(atFunction.then(Reply.ok()));
            for (int i = 0; i < 10; i++) {
                client.send("message " + i);
            }
            Await.until(
                    "the function handles the first message",
                    () -> a.functions.messages().size() == 1);
            own.ask(r -> r.set("scf-websocket:over:" + node(a.id(0)), "somebody"));
            assertThat(client.awaitClosed().code()).isEqualTo(1012);
            atFunction.open();
            Await.until("its own cleanup", () -> a.functions.cleanups().size() == 1);
            assertThat(a.functions.messages()).hasSize(1);
            assertThat(a.get("/metrics").body()).contains("gateway_events_dropped_total 9.0");
        }
    }

    @Test
    void clientsContinueWithoutRedisAndTheClusterRecovers() {
        try (RedisProcess own = new RedisProcess();
                GatewayFixture a = GatewayFixture.start(options -> options.cluster.redis = own.url());
                GatewayFixture b = GatewayFixture.start(options -> options.cluster.redis = own.url());
                TestClient onA = a.connect();
                TestClient onB = b.connect()) {
            Await.until("ready", () -> isReady(a) && isReady(b));
            own.stop();
            Await.until("not ready", () -> !isReady(a) && !isReady(b));
            assertThat(a.sendText(a.id(0), "here").statusCode()).isEqualTo(200);
            assertThat(onA.awaitTexts(1)).containsExactly("here");
            assertThat(a.sendText(b.id(0), "there").body()).startsWith("{\"errNo\":313,");
            assertThat(a.push(list("\"action\":\"probe\"", a.id(0), b.id(0))).body())
                    .endsWith("\"gone\":[],\"failed\":[{\"secConnectionID\":\"" + b.id(0)
                            + "\",\"reason\":\"node-unreachable\"}]}");
            try (TestClient late = a.connect()) {
                late.send("up");
                Await.until("message", () -> a.functions.messages().size() == 1);

                own.restart();
                Await.until("ready again", () -> isReady(a) && isReady(b));
                Await.until("listed", () -> own.ask(r -> r.scard("scf-websocket:open:" + node(a.id(0)))) == 2);
                assertThat(a.sendText(b.id(0), "again").statusCode()).isEqualTo(200);
                assertThat(onB.awaitTexts(1)).containsExactly("again");
            }
            assertThat(b.functions.cleanups()).isEmpty();
        }
    }

    @Test
    void restoresItsStateAfterRedisLosesItsData() {
        try (RedisProcess own = new RedisProcess();
                GatewayFixture a = GatewayFixture.start(options -> options.cluster.redis = own.url());
                GatewayFixture b = GatewayFixture.start(options -> options.cluster.redis = own.url());
                TestClient onB = b.connect()) {
            Await.until("listed", () -> own.ask(r -> r.scard("scf-websocket:open:" + node(b.id(0)))) == 1);
            own.ask(r -> r.flushall());
            assertThat(a.sendText(b.id(0), "still there").statusCode()).isEqualTo(200);
            assertThat(onB.awaitTexts(1)).containsExactly("still there");
            Await.until("listed", () -> own.ask(r -> r.scard("scf-websocket:open:" + node(b.id(0)))) == 1);
        }
    }

    @Test
    void doesNotStartWithoutRedisAndShowsNoPassword() {
        assertThatThrownBy(
                        () -> GatewayFixture.start(options -> options.cluster.redis = "redis://:hunter2@127.0.0.1:1"))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("--redis: ")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> GatewayFixture.start(options -> options.cluster.redis = "tcp://:hunter2@127.0.0.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GATEWAY_REDIS")
                .hasMessageNotContaining("hunter2");
    }

    private static boolean isReady(GatewayFixture gateway) {
        return gateway.get("/metrics").body().contains(READY);
    }

    private static NodeId node(String connectionId) {
        return NodeId.of(connectionId).orElseThrow();
    }

    private static String list(String what, String... ids) {
        return "{\"websocket\":{" + what + ",\"secConnectionIDs\":[\"" + String.join("\",\"", ids) + "\"]}}";
    }
}
