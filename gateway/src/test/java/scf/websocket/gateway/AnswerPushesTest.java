package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Functions that push in their answers. */
class AnswerPushesTest {
    private static String id(JsonNode event) {
        return event.path("websocket").path("secConnectionID").textValue();
    }

    private static String data(JsonNode event) {
        return event.path("websocket").path("data").textValue();
    }

    private static String text(String id, String text) {
        return "{\"action\":\"data send\",\"secConnectionID\":\"" + id + "\",\"dataType\":\"text\",\"data\":\"" + text
                + "\"}";
    }

    private static Reply pushing(JsonNode event, String... pushes) {
        return Reply.extended(event, "\"pushes\":[" + String.join(",", pushes) + "]");
    }

    @Test
    void eventsAnnounceTheExtensionsAfterEverythingDocumented() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            StringBuilder seen = new StringBuilder();
            gateway.functions.onTransmission(event -> {
                seen.append(event);
                return Reply.ok();
            });
            try (TestClient client = gateway.connect()) {
                client.send("hello");
                Await.until("message", () -> seen.length() > 0);
                assertThat(seen.toString())
                        .matches(
                                "\\{\"websocket\":\\{\"action\":\"data send\",\"secConnectionID\":\""
                                        + Pattern.quote(gateway.id(0))
                                        + "\",\"dataType\":\"text\",\"data\":\"hello\"},"
                                        + "\"gateway\":\\{\"features\":\"[a-z,]*pushes[a-z,]*\",\"maxMessage\":\"262144\",\"answerKey\":\"[\\w-]{22}\"}}");
            }
        }
    }

    @Test
    void registerPushesRightBehindTheResponse() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> pushing(event, text(id(event), "one"), text(id(event), "two")));
            try (TestClient client = gateway.connect()) {
                assertThat(client.awaitTexts(2)).containsExactly("one", "two");
            }
        }
    }

    @Test
    void transmissionPushesInOrderAndBeforeTheNextEvent() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onTransmission(
                    event -> pushing(event, text(id(event), data(event) + ".1"), text(id(event), data(event) + ".2")));
            try (TestClient client = gateway.connect()) {
                for (int i = 0; i < 50; i++) {
                    client.send("m" + i);
                }
                assertThat(client.awaitTexts(100))
                        .containsExactlyElementsOf(IntStream.range(0, 50)
                                .boxed()
                                .flatMap(i -> List.of("m" + i + ".1", "m" + i + ".2").stream())
                                .toList());
                assertThat(gateway.get("/metrics").body())
                        .contains("gateway_pushes_total{outcome=\"delivered\",via=\"answer\"} 100.0");
            }
        }
    }

    @Test
    void cleanupPushesToOthersOnceItHasSucceeded() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient other = gateway.connect();
                TestClient leaving = gateway.connect()) {
            int[] attempts = {0};
            gateway.functions.onCleanup(event -> {
                String push = text(gateway.id(0), "left in attempt " + ++attempts[0]);
                Reply reply = pushing(event, push);
                return attempts[0] == 1 ? Reply.json(reply.body().replace("\"errNo\":0", "\"errNo\":201")) : reply;
            });
            leaving.close(1000, "");
            assertThat(other.awaitTexts(1)).containsExactly("left in attempt 2");
        }
    }

    @Test
    void aPushMayCloseAndMayAddressMany() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient first = gateway.connect();
                TestClient second = gateway.connect()) {
            gateway.functions.onTransmission(event -> pushing(
                    event,
                    "{\"action\":\"data send\",\"secConnectionIDs\":[\"" + gateway.id(0) + "\",\"" + gateway.id(1)
                            + "\"],\"data\":\"both\"}",
                    "{\"action\":\"closing\",\"secConnectionID\":\"" + gateway.id(0)
                            + "\",\"closeCode\":4001,\"closeReason\":\"enough\"}"));
            second.send("go");
            assertThat(first.awaitTexts(1)).containsExactly("both");
            assertThat(first.awaitClosed()).isEqualTo(new TestClient.Closed(4001, "enough"));
            assertThat(second.awaitTexts(1)).containsExactly("both");
        }
    }

    @Test
    void registerMayJoinAGroupThatTransmissionSendsTo() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> pushing(
                    event,
                    "{\"action\":\"join\",\"group\":\"room\",\"secConnectionID\":\"" + id(event) + "\"}",
                    "{\"action\":\"data send\",\"group\":\"room\",\"data\":\"somebody came\"}"));
            gateway.functions.onTransmission(event -> pushing(
                    event,
                    "{\"action\":\"data send\",\"group\":\"*\",\"except\":[\"" + id(event)
                            + "\"],\"data\":\"hello\"}"));
            try (TestClient first = gateway.connect()) {
                assertThat(first.awaitTexts(1)).containsExactly("somebody came");
                try (TestClient second = gateway.connect()) {
                    assertThat(second.awaitTexts(1)).containsExactly("somebody came");
                    second.send("go");
                    assertThat(first.awaitTexts(3)).containsExactly("somebody came", "somebody came", "hello");
                    assertThat(second.texts()).hasSize(1);
                }
            }
        }
    }

    @Test
    void skipsAWrongPushAndDeliversTheOthers() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            gateway.functions.onTransmission(event -> pushing(
                    event,
                    "{\"action\":\"shout\",\"secConnectionID\":\"" + id(event) + "\"}",
                    "17",
                    "{\"websocket\":" + text(id(event), "wrapped") + "}",
                    text("nobody", "to a connection that never was"),
                    text(id(event), "right")));
            client.send("go");
            assertThat(client.awaitTexts(1)).containsExactly("right");
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_pushes_total{outcome=\"invalid\",via=\"answer\"} 3.0")
                    .contains("gateway_pushes_total{outcome=\"gone\",via=\"answer\"} 1.0");
        }
    }

    @Test
    void takesAThousandPushesAndNotOneMore() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            gateway.functions.onTransmission(event -> pushing(
                    event,
                    IntStream.range(0, Integer.parseInt(data(event)))
                            .mapToObj(i -> text(id(event), "p" + i))
                            .collect(Collectors.joining(","))));
            client.send("1001");
            client.send("1000");
            assertThat(client.awaitTexts(1000))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1000).mapToObj(i -> "p" + i).toList());
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_extensions_ignored_total{reason=\"malformed\"} 1.0");
        }
    }

    @Test
    void extensionsMayBeAString() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> quoted(pushing(event, text(id(event), "by register"))));
            gateway.functions.onTransmission(event -> quoted(pushing(event, text(id(event), "by transmission"))));
            try (TestClient client = gateway.connect()) {
                client.send("go");
                assertThat(client.awaitTexts(2)).containsExactly("by register", "by transmission");
            }
        }
    }

    private static Reply quoted(Reply reply) {
        int start = reply.body().indexOf("{\"key\"");
        String inner = reply.body().substring(start, reply.body().length() - 1);
        return Reply.json(reply.body().substring(0, start) + "\"" + inner.replace("\"", "\\\"") + "\"}");
    }

    @Test
    void registerThatRejectsPushesNothing() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient present = gateway.connect()) {
            gateway.functions.onRegister(event -> Reply.json(pushing(event, text(gateway.id(0), "somebody came"))
                    .body()
                    .replace("\"errNo\":0", "\"errNo\":103")));
            assertThat(gateway.raw().handshake("/release/websocket").readHttp()).contains(" 403 ");
            gateway.sendText(gateway.id(0), "after");
            assertThat(present.awaitTexts(1)).containsExactly("after");
        }
    }

    @Test
    void strictAnnouncesNothingAndReadsNoAnswer() throws InterruptedException {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.operation.strict = true);
                TestClient client = gateway.connect()) {
            CountDownLatch answered = new CountDownLatch(2);
            gateway.functions.onTransmission(event -> {
                assertThat(event.has("gateway")).isFalse();
                answered.countDown();
                return Reply.json(
                        "{\"errNo\":0,\"extensions\":{\"key\":\"\",\"pushes\":[" + text(id(event), "unasked") + "]}}");
            });
            client.send("one");
            client.send("two");
            answered.await();
            gateway.sendText(gateway.id(0), "after");
            assertThat(client.awaitTexts(1)).containsExactly("after");
        }
    }
}
