package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Groups over gateways in one process that share a real Redis; {@code ClusterGroupProof} has real processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterGroupTest {
    private static final String OK = "{\"errNo\":0,\"errMsg\":\"ok\"}";

    private RedisProcess redis;

    @BeforeAll
    void startRedis() {
        redis = new RedisProcess();
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
    void oneMessageReachesEachMemberOnEveryNodeOnce() {
        try (GatewayFixture a = node();
                GatewayFixture b = node();
                GatewayFixture c = node();
                TestClient a0 = a.connect();
                TestClient b0 = b.connect();
                TestClient b1 = b.connect()) {
            assertThat(c.push(joinOne("x", b.id(0))).body())
                    .as("a join at a third node")
                    .isEqualTo(OK);
            assertThat(a.push("{\"websocket\":{\"action\":\"join\",\"groups\":[\"x\",\"y\"],\"secConnectionIDs\":[\""
                                    + a.id(0) + "\",\"" + b.id(1) + "\"]}}")
                            .body())
                    .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"gone\":[],\"failed\":[]}");

            assertThat(c.push(send("1", "\"group\":\"x\"")).body()).isEqualTo(sent(0));
            assertThat(a.push(send("2", "\"group\":\"x\"")).body()).isEqualTo(sent(1));
            assertThat(b.push(send("3", "\"groups\":[\"y\",\"x\",\"nobody\"]")).body())
                    .isEqualTo(sent(2));
            assertThat(a.push(send("4", "\"group\":\"x\",\"except\":[\"" + b.id(0) + "\"]"))
                            .body())
                    .isEqualTo(sent(1));
            assertThat(c.push(send("5", "\"group\":\"*\"")).body()).isEqualTo(sent(0));
            assertThat(b.push("{\"websocket\":{\"action\":\"leave\",\"group\":\"x\",\"secConnectionID\":\"" + a.id(0)
                                    + "\"}}")
                            .body())
                    .isEqualTo(OK);
            b.push(send("6", "\"group\":\"x\""));
            b.push(send("7", "\"group\":\"y\""));
            a.push(send("end", "\"group\":\"*\""));
            Await.until(
                    "the end",
                    () -> List.of(a0, b0, b1).stream()
                            .allMatch(client -> client.texts().contains("end")));
            // Messages of one sender arrive in order, so a second copy would have come before the end.
            assertThat(sorted(a0)).containsExactly("1", "2", "3", "4", "5", "7", "end");
            assertThat(sorted(b0)).containsExactly("1", "2", "3", "5", "6", "end");
            assertThat(sorted(b1)).containsExactly("1", "2", "3", "4", "5", "6", "7", "end");

            assertThat(a.push("{\"websocket\":{\"action\":\"closing\",\"group\":\"x\",\"closeCode\":4001}}")
                            .body())
                    .isEqualTo(sent(0));
            assertThat(b0.awaitClosed().code()).isEqualTo(4001);
            assertThat(b1.awaitClosed().code()).isEqualTo(4001);
            assertThat(a0.isClosed()).isFalse();
        }
    }

    private static List<String> sorted(TestClient client) {
        return client.texts().stream().sorted().toList();
    }

    @Test
    void onlyNodesWithMembersAreSubscribed() {
        try (GatewayFixture a = node();
                GatewayFixture b = node();
                TestClient onA = a.connect()) {
            assertThat(a.push(joinOne("room", a.id(0))).body()).isEqualTo(OK);
            assertThat(channels()).as("one group, one for all").hasSize(2);
            assertThat(channels().values()).containsExactlyInAnyOrder(1L, 2L);
            assertThat(a.get("/metrics").body()).contains("gateway_group_subscriptions 1.0");
            assertThat(b.get("/metrics").body()).contains("gateway_group_subscriptions 0.0");
            onA.close(1000, "");
            Await.until("no member", () -> a.get("/metrics").body().contains("gateway_group_members 0.0"));
            assertThat(a.get("/metrics").body()).as("for ten seconds").contains("gateway_group_subscriptions 1.0");
        }
    }

    private Map<String, Long> channels() {
        return redis.ask(
                r -> r.pubsubNumsub(r.pubsubChannels("scf-websocket:group:*").toArray(String[]::new)));
    }

    @Test
    void subscribesAgainAfterItsSubscriptionsWereCut() {
        try (GatewayFixture a = node();
                GatewayFixture b = node();
                TestClient onB = b.connect()) {
            assertThat(b.push(joinOne("x", b.id(0))).body()).isEqualTo(OK);
            redis.cutSubscriptions();
            Await.until("delivered to the group and to everybody again", () -> {
                a.push(send("g", "\"group\":\"x\""));
                a.push(send("e", "\"group\":\"*\""));
                return onB.texts().contains("g") && onB.texts().contains("e");
            });
            Await.until(
                    "a join is acknowledged",
                    () -> b.push(joinOne("new", b.id(0))).body().equals(OK));
        }
    }

    @Test
    void withoutRedisAMessageReachesThisNodeAndAJoinSaysThatOthersAreMissing() {
        try (RedisProcess own = new RedisProcess();
                GatewayFixture a = GatewayFixture.start(options -> {
                    options.cluster.redis = own.url();
                    options.cluster.nodeLease = 3;
                });
                TestClient client = a.connect()) {
            assertThat(a.push(joinOne("x", a.id(0))).body()).isEqualTo(OK);
            own.stop();
            Await.until("noticed", () -> a.get("/metrics").body().contains("gateway_redis_ready 0.0"));
            assertThat(a.push(send("here", "\"group\":\"x\"")).body())
                    .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"delivered\":1,\"failed\":0,\"forwarded\":false}");
            assertThat(a.push(joinOne("y", a.id(0))).body()).startsWith("{\"errNo\":327,");
            a.push(send("joined", "\"group\":\"y\""));
            assertThat(client.awaitTexts(2)).containsExactly("here", "joined");
            assertThat(a.get("/metrics").body()).contains("gateway_group_pushes_not_forwarded_total 2.0");
            own.restart();
            Await.until(
                    "acknowledged", () -> a.push(joinOne("y", a.id(0))).body().equals(OK));
        }
    }

    private static String joinOne(String group, String id) {
        return "{\"websocket\":{\"action\":\"join\",\"group\":\"" + group + "\",\"secConnectionID\":\"" + id + "\"}}";
    }

    private static String send(String text, String to) {
        return "{\"websocket\":{\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"" + text + "\"," + to + "}}";
    }

    private static String sent(int delivered) {
        return "{\"errNo\":0,\"errMsg\":\"ok\",\"delivered\":" + delivered + ",\"failed\":0,\"forwarded\":true}";
    }
}
