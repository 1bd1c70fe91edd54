package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Groups on the push URL of one gateway. */
class GroupPushTest {
    private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String OK = "{\"errNo\":0,\"errMsg\":\"ok\"}";
    private static final GatewayFixture SHARED = GatewayFixture.start();

    @AfterAll
    static void stop() {
        SHARED.close();
    }

    @Test
    void aMessageToAGroupReachesItsMembersUntilTheyLeaveOrEnd() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient a = gateway.connect();
                TestClient b = gateway.connect();
                TestClient c = gateway.connect()) {
            assertThat(gateway.push(one("join", "\"group\":\"room:42\"", gateway.id(0)))
                            .body())
                    .isEqualTo(OK);
            assertThat(gateway.push(list("join", "\"groups\":[\"room:42\",\"é\",\"é\"]", gateway.id(1), NOBODY))
                            .body())
                    .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"gone\":[\"" + NOBODY + "\"],\"failed\":[]}");
            assertThat(gateway.push(send("first", "\"group\":\"room:42\"")).body())
                    .isEqualTo(sent(2));
            assertThat(gateway.push(send("second", "\"groups\":[\"room:42\",\"é\"]"))
                            .body())
                    .isEqualTo(sent(2));
            assertThat(gateway.push(one("leave", "\"group\":\"room:42\"", gateway.id(1)))
                            .body())
                    .isEqualTo(OK);
            assertThat(gateway.push(send("third", "\"group\":\"room:42\"")).body())
                    .isEqualTo(sent(1));
            assertThat(a.awaitTexts(3)).containsExactly("first", "second", "third");
            assertThat(b.awaitTexts(2)).containsExactly("first", "second");
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_groups 2.0")
                    .contains("gateway_group_members 2.0")
                    .contains("gateway_group_pushes_total 3.0")
                    .contains("gateway_pushes_total{outcome=\"delivered\",via=\"url\"} 8.0");
            a.close(1000, "");
            Await.until(
                    "ended",
                    () -> gateway.push(send("x", "\"group\":\"room:42\""))
                            .body()
                            .equals(sent(0)));
            assertThat(gateway.push(one("join", "\"group\":\"room:42\"", gateway.id(0)))
                            .statusCode())
                    .isEqualTo(410);
            assertThat(gateway.push(one("leave", "\"group\":\"room:42\"", gateway.id(0)))
                            .statusCode())
                    .isEqualTo(410);
            gateway.sendText(gateway.id(2), "only");
            assertThat(c.awaitTexts(1)).containsExactly("only");
        }
    }

    @Test
    void everybodyNeedsNoJoiningAndSomeMayBeLeftOut() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient a = gateway.connect();
                TestClient b = gateway.connect()) {
            String except = "\"group\":\"*\",\"except\":[\"" + gateway.id(0) + "\",\"no id!\",7,null]";
            assertThat(gateway.push(send("one", except)).body()).isEqualTo(sent(1));
            assertThat(gateway.push(send("two", "\"groups\":[\"*\",\"x\"]")).body())
                    .isEqualTo(sent(2));
            assertThat(a.awaitTexts(1)).containsExactly("two");
            assertThat(b.awaitTexts(2)).containsExactly("one", "two");
            assertThat(gateway.get("/metrics").body()).contains("gateway_group_members 0.0");
        }
    }

    @Test
    void aGroupIsClosedWithCodeAndReasonAndItsMembersAreCleanedUp() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient a = gateway.connect();
                TestClient b = gateway.connect();
                TestClient c = gateway.connect()) {
            gateway.push(list("join", "\"group\":\"x\"", gateway.id(0), gateway.id(1)));
            assertThat(gateway.push("{\"websocket\":{\"action\":\"closing\",\"group\":\"x\",\"closeCode\":4001,"
                                    + "\"closeReason\":\"over\",\"except\":[\"" + gateway.id(1) + "\"]}}")
                            .body())
                    .isEqualTo(sent(1));
            assertThat(a.awaitClosed()).isEqualTo(new TestClient.Closed(4001, "over"));
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            assertThat(gateway.get("/metrics").body()).contains("gateway_group_members 1.0");
            assertThat(b.isClosed() || c.isClosed()).isFalse();
        }
    }

    /** Register stores the id before it answers, and others may already use it. */
    @Test
    void aJoinBeforeTheHandshakeIsAnsweredHoldsMessagesBackUntilItIs() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> {
                String id = event.path("websocket").path("secConnectionID").asText();
                assertThat(gateway.push(one("join", "\"group\":\"x\"", id)).body())
                        .isEqualTo(OK);
                int clients = gateway.functions.registers().size();
                assertThat(gateway.push(send("early", "\"group\":\"x\"")).body())
                        .isEqualTo(sent(clients));
                return clients == 1 ? Reply.ok() : new Reply(200, "{\"errNo\":1}");
            });
            try (TestClient client = gateway.connect()) {
                assertThat(client.awaitTexts(1)).containsExactly("early");
                assertThat(gateway.raw().handshake("/release/websocket").readHttp())
                        .startsWith("HTTP/1.1 403");
                assertThat(client.awaitTexts(2)).containsExactly("early", "early");
                assertThat(gateway.get("/metrics").body()).contains("gateway_group_members 1.0");
            }
        }
    }

    @Test
    void nobodyIsAMemberOnceTheGatewayHasClosedItsConnections() throws InterruptedException {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient a = gateway.connect()) {
            gateway.push(one("join", "\"group\":\"x\"", gateway.id(0)));
            assertThat(gateway.get("/metrics").body()).contains("gateway_group_members 1.0");
            gateway.gateway.drain();
            assertThat(a.awaitClosed().code()).isEqualTo(1001);
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_group_members 0.0")
                    .contains("gateway_groups 0.0");
        }
    }

    @Test
    void aConnectionHasAtMost256Groups() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            String id = gateway.id(0);
            for (List<String> names : List.of(names(0, 100), names(100, 200), names(200, 256))) {
                assertThat(gateway.push(one("join", "\"groups\":[" + String.join(",", names) + "]", id))
                                .body())
                        .isEqualTo(OK);
            }
            assertThat(gateway.push(one("join", "\"group\":\"one more\"", id)).body())
                    .startsWith("{\"errNo\":326,");
            assertThat(gateway.push(list("join", "\"group\":\"one more\"", id)).body())
                    .endsWith("\"failed\":[{\"secConnectionID\":\"" + id + "\",\"reason\":\"group-limit\"}]}");
            assertThat(gateway.push(one("leave", "\"group\":\"g7\"", id)).body())
                    .isEqualTo(OK);
            assertThat(gateway.push(one("join", "\"group\":\"one more\"", id)).body())
                    .isEqualTo(OK);
            gateway.push(send("x", "\"group\":\"one more\""));
            assertThat(client.awaitTexts(1)).containsExactly("x");
        }
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "\"g" + i + "\"").toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "318 | \"action\":\"data send\",\"data\":\"x\",\"group\":\"\"",
                "318 | \"action\":\"data send\",\"data\":\"x\",\"group\":7",
                "318 | \"action\":\"data send\",\"data\":\"x\",\"group\":[\"a\"]",
                "318 | \"action\":\"data send\",\"data\":\"x\",\"group\":\"a\\ud800\"",
                "318 | \"action\":\"join\",\"secConnectionID\":\"A\",\"groups\":[\"a\",null]",
                "318 | \"action\":\"join\",\"secConnectionID\":\"A\",\"groups\":[\"a\",\"\"]",
                "319 | \"action\":\"join\",\"secConnectionID\":\"A\",\"groups\":[]",
                "319 | \"action\":\"join\",\"secConnectionID\":\"A\",\"groups\":\"a\"",
                "320 | \"action\":\"join\",\"secConnectionID\":\"A\",\"group\":\"a\",\"groups\":[\"a\"]",
                "321 | \"action\":\"data send\",\"data\":\"x\",\"group\":\"a\",\"secConnectionID\":\"A\"",
                "321 | \"action\":\"closing\",\"group\":\"a\",\"secConnectionIDs\":[\"A\"]",
                "322 | \"action\":\"join\",\"secConnectionID\":\"A\"",
                "322 | \"action\":\"leave\",\"secConnectionIDs\":[\"A\"],\"group\":null",
                "323 | \"action\":\"join\",\"secConnectionID\":\"A\",\"group\":\"*\"",
                "323 | \"action\":\"leave\",\"secConnectionID\":\"A\",\"groups\":[\"a\",\"*\"]",
                "324 | \"action\":\"data send\",\"data\":\"x\",\"group\":\"a\",\"except\":\"A\"",
                "324 | \"action\":\"data send\",\"data\":\"x\",\"secConnectionID\":\"A\",\"except\":[]",
                "324 | \"action\":\"join\",\"group\":\"a\",\"secConnectionID\":\"A\",\"except\":[]",
                "325 | \"action\":\"probe\",\"group\":\"a\"",
                "303 | \"action\":\"join\",\"group\":\"a\"",
                "309 | \"action\":\"join\",\"group\":\"a\",\"secConnectionIDs\":[]",
                "310 | \"action\":\"join\",\"group\":\"a\",\"secConnectionIDs\":[\"A\"],\"secConnectionID\":\"A\"",
                "304 | \"action\":\"enter\",\"group\":\"a\"",
                "305 | \"action\":\"data send\",\"data\":\"x\",\"dataType\":\"x\",\"group\":\"a\"",
                "311 | \"action\":\"closing\",\"closeCode\":1,\"group\":\"a\"",
            })
    void aMalformedPushIsAnsweredWithItsNumber(int number, String members) {
        assertThat(SHARED.push("{\"websocket\":{" + members + "}}").body()).startsWith("{\"errNo\":" + number + ",");
    }

    @Test
    void namesAndListsAreBounded() {
        String longest = "é".repeat(256);
        assertThat(SHARED.push(send("x", "\"group\":\"" + longest + "\"")).body())
                .isEqualTo(sent(0));
        assertThat(SHARED.push(send("x", "\"group\":\"a" + longest + "\"")).body())
                .startsWith("{\"errNo\":318,");
        assertThat(SHARED.push(send("x", "\"groups\":[" + String.join(",", names(0, 101)) + "]"))
                        .body())
                .startsWith("{\"errNo\":319,");
        String ids = String.join(
                ",", IntStream.range(0, 1001).mapToObj(i -> "\"A" + i + "\"").toList());
        assertThat(SHARED.push(send("x", "\"group\":\"a\",\"except\":[" + ids + "]"))
                        .body())
                .startsWith("{\"errNo\":324,");
        String escaped = String.join(
                ",",
                IntStream.range(100, 200)
                        .mapToObj(i -> "\"" + "\\u0001".repeat(509) + i + "\"")
                        .toList());
        assertThat(SHARED.push(send("\\u0001".repeat(262_144), "\"groups\":[" + escaped + "]"))
                        .body())
                .as("all of it at its bound")
                .isEqualTo(sent(0));
    }

    @Test
    void strictKnowsNoGroups() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.operation.strict = true);
                TestClient client = gateway.connect()) {
            String id = gateway.id(0);
            assertThat(gateway.push(one("join", "\"group\":\"a\"", id)).body()).startsWith("{\"errNo\":304,");
            assertThat(gateway.push(send("x", "\"group\":\"*\"")).body()).startsWith("{\"errNo\":303,");
            assertThat(gateway.push(
                                    "{\"websocket\":{\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"to one\","
                                            + "\"group\":\"*\",\"except\":1,\"secConnectionID\":\"" + id + "\"}}")
                            .body())
                    .isEqualTo(OK);
            assertThat(client.awaitTexts(1)).containsExactly("to one");
        }
    }

    private static String sent(int delivered) {
        return "{\"errNo\":0,\"errMsg\":\"ok\",\"delivered\":" + delivered + ",\"failed\":0,\"forwarded\":true}";
    }

    private static String send(String text, String to) {
        return "{\"websocket\":{\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"" + text + "\"," + to + "}}";
    }

    private static String one(String action, String groups, String id) {
        return "{\"websocket\":{\"action\":\"" + action + "\"," + groups + ",\"secConnectionID\":\"" + id + "\"}}";
    }

    private static String list(String action, String groups, String... ids) {
        return "{\"websocket\":{\"action\":\"" + action + "\"," + groups + ",\"secConnectionIDs\":[\""
                + String.join("\",\"", ids) + "\"]}}";
    }
}
