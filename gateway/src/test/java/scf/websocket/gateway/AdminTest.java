package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** What operators see and do at {@code /admin}, except the stream of events. */
class AdminTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "admin-token-0123456789";
    private static final String PUSH_TOKEN = "push-token-0123456789";

    private static GatewayFixture gateway() {
        return GatewayFixture.start(options -> options.admin.admin = true);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void join(GatewayFixture gateway, int index, String group) {
        assertThat(gateway.push("{\"websocket\":{\"action\":\"join\",\"secConnectionID\":\"" + gateway.id(index)
                                + "\",\"group\":\"" + group + "\"}}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void listsConnectionsWithTheirCountsAndGroups() {
        try (GatewayFixture gateway = gateway();
                TestClient client = gateway.connect()) {
            gateway.functions.onTransmission(event -> Reply.extended(event, "\"context\":\"1234\""));
            client.send("one").send("two");
            Await.until("messages", () -> gateway.functions.messages().size() == 2);
            gateway.sendText(gateway.id(0), "back");
            join(gateway, 0, "room");
            Await.until(
                    "context", () -> connection(gateway).path("contextBytes").asInt() > 0);

            JsonNode connection = connection(gateway);
            assertThat(connection.path("id").textValue()).isEqualTo(gateway.id(0));
            assertThat(connection.path("api").textValue()).isEqualTo("api-local");
            assertThat(connection.path("address").textValue()).isEqualTo("127.0.0.1");
            assertThat(connection.path("open").booleanValue()).isTrue();
            assertThat(connection.path("since").textValue()).matches("20..-..-..T..:..:..Z");
            assertThat(connection.path("messagesIn").intValue()).isEqualTo(2);
            assertThat(connection.path("messagesOut").intValue()).isEqualTo(1);
            assertThat(connection.path("contextBytes").intValue()).isEqualTo("\"1234\"".length());
            assertThat(connection.path("groups").toString()).isEqualTo("[\"room\"]");
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_admin_requests_total{action=\"connections\",status=\"200\"}");
        }
    }

    private static JsonNode connection(GatewayFixture gateway) {
        return json(gateway.get("/admin/connections")).path("connections").path(0);
    }

    @Test
    void listsInPagesThatShowEachConnectionOnce() {
        try (GatewayFixture gateway = gateway()) {
            List<TestClient> clients =
                    Stream.generate(() -> gateway.connect()).limit(5).toList();
            List<String> seen = new ArrayList<>();
            String next = "";
            int pages = 0;
            while (pages == 0 || !next.isEmpty()) {
                JsonNode page = json(gateway.get("/admin/connections?limit=2&api=api-local&after=" + encoded(next)));
                page.path("connections").forEach(row -> seen.add(row.path("id").textValue()));
                next = page.path("next").asText("");
                pages++;
            }
            assertThat(pages).isEqualTo(3);
            assertThat(seen).doesNotHaveDuplicates().isSorted().hasSize(5);
            assertThat(json(gateway.get("/admin/connections?api=other")).path("connections"))
                    .isEmpty();
            clients.forEach(TestClient::close);
        }
    }

    private static String encoded(String text) {
        return text.replace("+", "%2B").replace("/", "%2F");
    }

    @Test
    void listsGroupsWithTheNumberOfTheirMembers() {
        try (GatewayFixture gateway = gateway();
                TestClient a = gateway.connect();
                TestClient b = gateway.connect()) {
            join(gateway, 0, "room");
            join(gateway, 1, "room");
            join(gateway, 1, "alone");
            JsonNode first = json(gateway.get("/admin/groups?limit=1"));
            assertThat(first.path("groups").toString())
                    .isEqualTo("[{\"api\":\"api-local\",\"group\":\"alone\",\"members\":1}]");
            assertThat(first.path("total").intValue()).isEqualTo(2);
            assertThat(json(gateway.get("/admin/groups?after="
                                    + encoded(first.path("next").textValue())))
                            .path("groups")
                            .toString())
                    .isEqualTo("[{\"api\":\"api-local\",\"group\":\"room\",\"members\":2}]");
            assertThat(a.isClosed() || b.isClosed()).isFalse();
        }
    }

    @Test
    void closesByIdByGroupByAddressByApiAndAll() {
        try (GatewayFixture gateway = gateway()) {
            List<TestClient> clients =
                    Stream.generate(() -> gateway.connect()).limit(5).toList();
            join(gateway, 1, "room");
            assertThat(close(gateway, "{\"id\":\"" + gateway.id(0) + "\",\"code\":4002,\"reason\":\"bye\"}"))
                    .isEqualTo(1);
            assertThat(clients.get(0).awaitClosed()).isEqualTo(new TestClient.Closed(4002, "bye"));
            assertThat(close(gateway, "{\"id\":\"" + gateway.id(0) + "\"}")).isLessThanOrEqualTo(1);
            assertThat(close(gateway, "{\"address\":\"10.1.2.3\"}")).isZero();
            assertThat(close(gateway, "{\"address\":\"127.0.0.1\",\"group\":\"room\"}"))
                    .isEqualTo(1);
            assertThat(clients.get(1).awaitClosed()).isEqualTo(new TestClient.Closed(1000, ""));
            join(gateway, 2, "room");
            assertThat(close(gateway, "{\"group\":\"room\"}")).isEqualTo(1);
            assertThat(clients.get(2).awaitClosed().code()).isEqualTo(1000);
            assertThat(close(gateway, "{\"api\":\"other\"}")).isZero();
            assertThat(close(gateway, "{\"all\":true,\"code\":3000}")).isEqualTo(2);
            assertThat(clients.get(4).awaitClosed().code()).isEqualTo(3000);
            Await.until("cleanups", () -> gateway.functions.cleanups().size() == 5);
            assertThat(gateway.functions.cleanups())
                    .allMatch(event -> event.toString().contains("\"kick\""));
        }
    }

    private static int close(GatewayFixture gateway, String body) {
        return json(gateway.post("/admin/close", body)).path("closed").intValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                              | say which connections",
                "{\"all\":false}                 | all is true or not there",
                "{\"all\":true,\"api\":\"a\"}    | no filter goes with it",
                "{\"id\":\"a\",\"group\":\"b\"}  | id names one connection",
                "{\"id\":\"a b\"}                | id cannot be",
                "{\"ids\":[\"a\"]}               | the body takes address, all, api, code, group, id, reason",
                "{\"api\":7}                     | api must be a text",
                "{\"address\":\"localhost\"}     | address must be an IP address",
                "{\"all\":true,\"code\":1006}    | code must be 1000",
                "{\"all\":true,\"reason\":[]}    | reason must be a text",
                "[]                              | a JSON object",
                "{\"all\":true} {}               | not JSON",
                "{\"all\":true,\"all\":true}     | not JSON",
            })
    void aRequestThatDoesNotSayWhatToCloseClosesNothing(String body, String complaint) {
        try (GatewayFixture gateway = gateway();
                TestClient client = gateway.connect()) {
            HttpResponse<String> answer = gateway.post("/admin/close", body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(complaint);
            assertThat(json(gateway.get("/admin/connections")).path("total").intValue())
                    .isEqualTo(1);
            assertThat(client.isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/connections?limit=0",
                "/admin/connections?limit=1001",
                "/admin/connections?limit=x",
                "/admin/connections?Api=a",
                "/admin/connections?api=a&api=b",
                "/admin/groups?connection=a",
                "/admin/events?after=a"
            })
    void aQueryThatIsNotUnderstoodIsAnError(String path) {
        try (GatewayFixture gateway = gateway()) {
            assertThat(gateway.get(path).statusCode()).isEqualTo(400);
            assertThat(gateway.post("/admin/connections", "{}").statusCode()).isEqualTo(405);
            assertThat(gateway.get("/admin/close").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void isOffUnlessItIsSwitchedOn() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            assertThat(gateway.get("/admin/connections").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aPushTokenIsNotEnoughAndAnAdminTokenPushesNothing() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
            options.push.tokens = List.of(PUSH_TOKEN);
            options.push.secrets = List.of("a-secret-in-the-path-0123456789");
            options.admin.tokens = List.of(TOKEN, TOKEN + "-new");
        })) {
            assertThat(as(gateway, "/admin/connections", TOKEN).statusCode()).isEqualTo(200);
            assertThat(as(gateway, "/admin/connections", TOKEN + "-new").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> refused = as(gateway, "/admin/connections", PUSH_TOKEN);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"admin\"");
            assertThat(gateway.get("/admin/events").statusCode()).isEqualTo(401);
            assertThat(gateway.get("/a-secret-in-the-path-0123456789/admin/connections")
                            .statusCode())
                    .isNotEqualTo(200);
            assertThat(gateway.send(gateway.internal("/api-local")
                                    .header("Authorization", "Bearer " + TOKEN)
                                    .POST(BodyPublishers.ofString("{}"))
                                    .build())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_admin_requests_total{action=\"refused\",status=\"401\"} 2.0");
        }
    }

    private static HttpResponse<String> as(GatewayFixture gateway, String path, String token) {
        return gateway.send(gateway.internal(path)
                .header("Authorization", "Bearer " + token)
                .build());
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
        try (GatewayFixture gateway = gateway()) {
            for (String site : List.of("cross-site", "same-site")) {
                assertThat(gateway.send(gateway.internal("/admin/events")
                                        .header("Sec-Fetch-Site", site)
                                        .build())
                                .statusCode())
                        .isEqualTo(403);
            }
            assertThat(gateway.send(gateway.internal("/admin/close")
                                    .header("Origin", "https://evil.example.com")
                                    .POST(BodyPublishers.ofString("{\"all\":true}"))
                                    .build())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void beyondTheLoopbackItNeedsATokenOfItsOwn() {
        assertThatThrownBy(() -> GatewayFixture.start(options -> {
                    options.push.host = "0.0.0.0";
                    options.push.tokens = List.of(PUSH_TOKEN);
                    options.admin.admin = true;
                }))
                .hasMessageContaining("GATEWAY_ADMIN_TOKENS");
        assertThatThrownBy(() -> GatewayFixture.start(options -> {
                    options.push.tokens = List.of(PUSH_TOKEN);
                    options.admin.tokens = List.of(PUSH_TOKEN);
                }))
                .hasMessageContaining("one of --push-tokens")
                .hasMessageNotContaining(PUSH_TOKEN);
        assertThatThrownBy(() -> GatewayFixture.start(options -> options.admin.tokens = List.of("hunter2")))
                .hasMessageContaining("GATEWAY_ADMIN_TOKENS")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anAnswerSaysWhichGatewaysItLacksAndACloseReachesThem() {
        try (RedisProcess redis = new RedisProcess();
                GatewayFixture a = node(redis, true);
                GatewayFixture b = node(redis, false);
                TestClient onB = b.connect();
                TestClient secondOnB = b.connect()) {
            Await.until(
                    "b is seen",
                    () -> json(a.get("/admin/connections")).path("lacking").size() == 1);
            JsonNode list = json(a.get("/admin/connections"));
            assertThat(list.path("lacking").path(0).textValue())
                    .isNotEqualTo(list.path("node").textValue());
            assertThat(list.path("connections")).isEmpty();
            assertThat(close(a, "{\"id\":\"" + b.id(0) + "\",\"code\":4000}")).isEqualTo(1);
            assertThat(onB.awaitClosed().code()).isEqualTo(4000);
            JsonNode answer = json(a.post("/admin/close", "{\"all\":true,\"code\":4001}"));
            assertThat(answer.path("closed").intValue()).isZero();
            assertThat(answer.path("forwarded").booleanValue()).isTrue();
            assertThat(secondOnB.awaitClosed().code()).isEqualTo(4001);
        }
    }

    @Test
    void listsTheConnectionsAndGroupsOfAllGateways() {
        try (RedisProcess redis = new RedisProcess();
                GatewayFixture a = node(redis, true);
                GatewayFixture b = node(redis, true)) {
            List<TestClient> clients = List.of(a.connect(), b.connect(), b.connect());
            Await.until(
                    "both are seen",
                    () -> json(a.get("/admin/connections")).path("total").intValue() == 3
                            && json(b.get("/admin/connections")).path("total").intValue() == 3);
            List<String> seen = new ArrayList<>();
            String next = "";
            do {
                JsonNode page = json(a.get("/admin/connections?limit=2&after=" + encoded(next)));
                assertThat(page.path("lacking")).isEmpty();
                page.path("connections").forEach(row -> seen.add(row.path("id").textValue()));
                next = page.path("next").asText("");
            } while (!next.isEmpty());
            assertThat(seen).isSorted().containsExactlyInAnyOrder(a.id(0), b.id(0), b.id(1));
            join(a, 0, "room");
            join(b, 0, "room");
            join(b, 1, "alone");
            assertThat(json(a.get("/admin/groups")).path("groups").toString())
                    .isEqualTo("[{\"api\":\"api-local\",\"group\":\"alone\",\"members\":1},"
                            + "{\"api\":\"api-local\",\"group\":\"room\",\"members\":2}]");
            clients.forEach(TestClient::close);
        }
    }

    private static GatewayFixture node(RedisProcess redis, boolean admin) {
        return GatewayFixture.start(options -> {
            options.admin.admin = admin;
            options.cluster.redis = redis.url();
            options.cluster.nodeLease = 3;
        });
    }
}
