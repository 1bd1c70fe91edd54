package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Functions that number the messages of a room, and a gateway that delivers every number once and in order. */
class OrderedGroupTest {
    private static final String CLOSE = "{\"closeCode\":4100,\"closeReason\":\"begin anew\"}";

    private final NumberedRoom room = new NumberedRoom();

    private GatewayFixture start() {
        return start(options -> {});
    }

    private GatewayFixture start(Consumer<GatewayOptions> settings) {
        GatewayFixture gateway = GatewayFixture.start(settings);
        gateway.functions.onTransmission(event -> event.has("tails") ? room.tails(event) : Reply.ok());
        return gateway;
    }

    private static void push(GatewayFixture gateway, String members) {
        assertThat(gateway.push("{\"websocket\":{" + members + "}}").body()).contains("\"errNo\":0");
    }

    private static void join(GatewayFixture gateway, int client, long after, String more) {
        push(
                gateway,
                "\"action\":\"join\",\"group\":\"room\",\"secConnectionID\":\"" + gateway.id(client)
                        + "\",\"epoch\":\"E1\",\"after\":" + after + ",\"lost\":" + CLOSE + more);
    }

    private static void send(GatewayFixture gateway, long seq, String text) {
        push(
                gateway,
                "\"action\":\"data send\",\"group\":\"room\",\"epoch\":\"E1\",\"seq\":" + seq + ",\"data\":\"" + text
                        + "\",\"binary\":\"" + NumberedRoom.base64(text) + "\"");
    }

    private long pulls(GatewayFixture gateway) {
        return gateway.functions.messages().stream()
                .filter(event -> event.has("tails"))
                .count();
    }

    @Test
    void deliversInOrderAlthoughPublishersFinishInAnyOrder() {
        try (GatewayFixture gateway = start();
                TestClient client = gateway.connect()) {
            join(gateway, 0, 0, "");
            for (String text : List.of("one", "two", "three", "four", "five")) {
                room.commit(text);
            }
            send(gateway, 3, "three");
            send(gateway, 1, "one");
            send(gateway, 2, "two");
            send(gateway, 2, "two");
            send(gateway, 5, "five");
            send(gateway, 4, "four");
            assertThat(client.awaitTexts(5)).containsExactly("one", "two", "three", "four", "five");
        }
    }

    @Test
    void asksTheFunctionWhatFollowsInAnEventWithoutAConnection() {
        try (GatewayFixture gateway = start();
                TestClient client = gateway.connect()) {
            room.commit("sent before the join");
            room.commit("its publisher died");
            join(gateway, 0, 0, "");
            assertThat(client.awaitTexts(2)).containsExactly("sent before the join", "its publisher died");
            assertThat(gateway.functions.messages().get(0))
                    .hasToString(
                            "{\"tails\":\"[{\\\"group\\\":\\\"room\\\",\\\"epoch\\\":\\\"E1\\\",\\\"after\\\":0}]\"}");
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_tail_pulls_total{cause=\"new\"} 1.0")
                    .contains("gateway_tails 1.0")
                    .contains("gateway_tail_members 1.0");
        }
    }

    @Test
    void fillsAGapWhosePublisherDied() {
        try (GatewayFixture gateway = start();
                TestClient client = gateway.connect()) {
            join(gateway, 0, 0, "");
            Await.until("first pull", () -> pulls(gateway) == 1);
            room.commit("its publisher died");
            send(gateway, room.commit("sent"), "sent");
            assertThat(client.awaitTexts(2)).containsExactly("its publisher died", "sent");
        }
    }

    @Test
    void asksAgainIfTheFunctionFails() {
        try (GatewayFixture gateway = start();
                TestClient client = gateway.connect()) {
            room.failOnce();
            room.commit("at last");
            join(gateway, 0, 0, "");
            assertThat(client.awaitTexts(1)).containsExactly("at last");
            assertThat(pulls(gateway)).isEqualTo(2);
        }
    }

    @Test
    void sendsEachMemberTheFormThatItTakes() {
        try (GatewayFixture gateway = start();
                TestClient text = gateway.connect();
                TestClient binary = gateway.connect()) {
            room.commit("pulled");
            join(gateway, 0, 0, ",\"takes\":\"text\"");
            join(gateway, 1, 0, ",\"takes\":\"binary\"");
            Await.until("pulled", () -> text.texts().size() == 1);
            send(gateway, room.commit("sent"), "sent");
            assertThat(text.awaitTexts(2)).containsExactly("pulled", "sent");
            assertThat(binary.awaitBinaries(2).stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                    .containsExactly("pulled", "sent");
        }
    }

    @Test
    void functionsJoinAndSendInTheirAnswers() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> {
                String id = event.path("websocket").path("secConnectionID").textValue();
                return Reply.extended(
                        event,
                        "\"pushes\":[{\"action\":\"data send\",\"secConnectionID\":\"" + id
                                + "\",\"data\":\"welcome\"},{\"action\":\"join\",\"group\":\"room\",\"secConnectionID\":\""
                                + id + "\",\"epoch\":\"E1\",\"after\":0,\"lost\":" + CLOSE + "}]");
            });
            gateway.functions.onTransmission(event -> {
                if (event.has("tails")) {
                    return room.tails(event);
                }
                String text = event.path("websocket").path("data").textValue();
                return Reply.extended(
                        event,
                        "\"pushes\":[{\"action\":\"data send\",\"group\":\"room\",\"epoch\":\"E1\",\"seq\":"
                                + room.commit(text) + ",\"data\":\"" + text + "\"}]");
            });
            try (TestClient first = gateway.connect();
                    TestClient second = gateway.connect()) {
                first.send("one");
                second.awaitTexts(2);
                second.send("two");
                assertThat(first.awaitTexts(3)).containsExactly("welcome", "one", "two");
                assertThat(second.awaitTexts(3)).containsExactly("welcome", "one", "two");
            }
        }
    }

    @Test
    void closesAMemberWhoseMessagesArePruned() {
        try (GatewayFixture gateway = start();
                TestClient behind = gateway.connect();
                TestClient present = gateway.connect()) {
            for (int i = 0; i < 5; i++) {
                room.commit("old");
            }
            room.prune(3);
            join(gateway, 0, 1, "");
            join(gateway, 1, 4, "");
            assertThat(behind.awaitClosed()).isEqualTo(new TestClient.Closed(4100, "begin anew"));
            assertThat(present.awaitTexts(1)).containsExactly("old");
            assertThat(gateway.get("/metrics").body()).contains("gateway_tail_lost_total 1.0");
        }
    }

    @Test
    void aMemberThatIsLostLeavesTheGroupBeforeItIsTold() {
        try (GatewayFixture gateway = start();
                TestClient client = gateway.connect()) {
            room.begin("E2");
            push(
                    gateway,
                    "\"action\":\"join\",\"group\":\"room\",\"secConnectionID\":\"" + gateway.id(0)
                            + "\",\"epoch\":\"E1\",\"after\":7,\"lost\":{\"data\":\"unsubscribed\"}");
            assertThat(client.awaitTexts(1)).containsExactly("unsubscribed");
            send(gateway, 8, "too late");
            assertThat(gateway.push("{\"websocket\":{\"action\":\"data send\",\"group\":\"room\",\"data\":\"x\"}}")
                            .body())
                    .contains("\"delivered\":0");
            gateway.sendText(gateway.id(0), "still open");
            assertThat(client.awaitTexts(2)).containsExactly("unsubscribed", "still open");
        }
    }

    @Test
    void aMemberThatLeavesGetsNoMoreNumbers() {
        try (GatewayFixture gateway = start();
                TestClient leaving = gateway.connect();
                TestClient staying = gateway.connect()) {
            join(gateway, 0, 0, "");
            join(gateway, 1, 0, "");
            send(gateway, room.commit("one"), "one");
            leaving.awaitTexts(1);
            push(gateway, "\"action\":\"leave\",\"group\":\"room\",\"secConnectionID\":\"" + gateway.id(0) + "\"");
            send(gateway, room.commit("two"), "two");
            assertThat(staying.awaitTexts(2)).containsExactly("one", "two");
            gateway.sendText(gateway.id(0), "left");
            assertThat(leaving.awaitTexts(2)).containsExactly("one", "left");
        }
    }

    @Test
    void aSecondJoinBeginsAnewFromItsPosition() {
        try (GatewayFixture gateway = start();
                TestClient client = gateway.connect()) {
            join(gateway, 0, 0, "");
            send(gateway, room.commit("one"), "one");
            send(gateway, room.commit("two"), "two");
            client.awaitTexts(2);
            join(gateway, 0, 1, "");
            assertThat(client.awaitTexts(3)).containsExactly("one", "two", "two");
        }
    }

    @Test
    void membersWithAPositionGetPushesWithoutNumbersAndOthersGetNoNumbers() {
        try (GatewayFixture gateway = start();
                TestClient ordered = gateway.connect();
                TestClient plain = gateway.connect()) {
            join(gateway, 0, 0, "");
            push(gateway, "\"action\":\"join\",\"group\":\"room\",\"secConnectionID\":\"" + gateway.id(1) + "\"");
            send(gateway, room.commit("numbered"), "numbered");
            ordered.awaitTexts(1);
            push(gateway, "\"action\":\"data send\",\"group\":\"room\",\"data\":\"to all\"");
            assertThat(ordered.awaitTexts(2)).containsExactly("numbered", "to all");
            assertThat(plain.awaitTexts(1)).containsExactly("to all");
        }
    }

    @Test
    void asksNothingAboutGroupsThatNobodyJoinedWithAPosition() {
        try (GatewayFixture gateway = start();
                TestClient client = gateway.connect()) {
            push(gateway, "\"action\":\"join\",\"group\":\"room\",\"secConnectionID\":\"" + gateway.id(0) + "\"");
            send(gateway, 1, "numbered");
            gateway.sendText(gateway.id(0), "after");
            assertThat(client.awaitTexts(1)).containsExactly("after");
            assertThat(pulls(gateway)).isZero();
            assertThat(gateway.get("/metrics").body()).contains("gateway_tails 0.0");
        }
    }

    @Test
    void strictKnowsNoOrderedGroups() {
        try (GatewayFixture gateway = start(options -> options.operation.strict = true);
                TestClient client = gateway.connect()) {
            assertThat(gateway.push("{\"websocket\":{\"action\":\"join\",\"group\":\"room\",\"secConnectionID\":\""
                                    + gateway.id(0) + "\",\"epoch\":\"E1\",\"after\":0,\"lost\":" + CLOSE + "}}")
                            .body())
                    .contains("\"errNo\":304");
            gateway.sendText(gateway.id(0), "after");
            assertThat(client.awaitTexts(1)).containsExactly("after");
            assertThat(pulls(gateway)).isZero();
        }
    }
}
