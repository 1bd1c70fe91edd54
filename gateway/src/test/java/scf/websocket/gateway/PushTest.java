package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

class PushTest {
    private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String OK = "{\"errNo\":0,\"errMsg\":\"ok\"}";
    private static final String ALL_WELL = "{\"errNo\":0,\"errMsg\":\"ok\",\"gone\":[],\"failed\":[]}";

    @Test
    void sendsAMessageToManyAndNamesTheGoneIds() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient a = gateway.connect();
                TestClient b = gateway.connect();
                TestClient c = gateway.connect()) {
            HttpResponse<String> answer = gateway.push(sendTo("hi", gateway.id(0), NOBODY, gateway.id(1)));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"gone\":[\"" + NOBODY + "\"],\"failed\":[]}");
            assertThat(gateway.push(sendTo("only c", gateway.id(2))).body()).isEqualTo(ALL_WELL);
            assertThat(a.awaitTexts(1)).containsExactly("hi");
            assertThat(b.awaitTexts(1)).containsExactly("hi");
            assertThat(c.awaitTexts(1)).containsExactly("only c");
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_pushes_total{outcome=\"delivered\",via=\"url\"} 3.0")
                    .contains("gateway_pushes_total{outcome=\"gone\",via=\"url\"} 1.0");
        }
    }

    @Test
    void aRepeatedIdReceivesTheMessageOnce() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            String id = gateway.id(0);
            assertThat(gateway.push(sendTo("once", id, id, id)).body()).isEqualTo(ALL_WELL);
            gateway.sendText(id, "then");
            assertThat(client.awaitTexts(2)).containsExactly("once", "then");
        }
    }

    @Test
    void aMalformedIdFailsAlone() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            assertThat(gateway.push(sendTo("hi", "no id!", gateway.id(0))).body())
                    .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"gone\":[],"
                            + "\"failed\":[{\"secConnectionID\":\"no id!\",\"reason\":\"malformed-id\"}]}");
            assertThat(client.awaitTexts(1)).containsExactly("hi");
        }
    }

    @Test
    void aProbeReportsGoneIdsAndSendsNothing() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            String id = gateway.id(0);
            assertThat(gateway.push(list("\"action\":\"probe\"", id, NOBODY)).body())
                    .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"gone\":[\"" + NOBODY + "\"],\"failed\":[]}");
            assertThat(gateway.push(one("\"action\":\"probe\"", id)).body()).isEqualTo(OK);
            assertThat(gateway.push(one("\"action\":\"probe\"", NOBODY)).statusCode())
                    .isEqualTo(410);
            gateway.sendText(id, "first");
            assertThat(client.awaitTexts(1)).containsExactly("first");
        }
    }

    @Test
    void aCloseSendsTheRequestedCodeAndReason() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient a = gateway.connect();
                TestClient b = gateway.connect();
                TestClient c = gateway.connect()) {
            String how = "\"action\":\"closing\",\"closeCode\":4001,\"closeReason\":\"signed out\"";
            assertThat(gateway.push(one(how, gateway.id(0))).body()).isEqualTo(OK);
            assertThat(gateway.push(list(how, gateway.id(1))).body()).isEqualTo(ALL_WELL);
            assertThat(gateway.push(one("\"action\":\"closing\"", gateway.id(2)))
                            .body())
                    .isEqualTo(OK);
            assertThat(a.awaitClosed()).isEqualTo(new TestClient.Closed(4001, "signed out"));
            assertThat(b.awaitClosed()).isEqualTo(new TestClient.Closed(4001, "signed out"));
            assertThat(c.awaitClosed()).isEqualTo(new TestClient.Closed(1000, ""));
            Await.until("cleanups", () -> gateway.functions.cleanups().size() == 3);
            assertThat(gateway.functions.cleanups().toString())
                    .contains("\"cause\":\"kick\",\"closeCode\":\"4001\",\"closeReason\":\"signed out\"");
            assertThat(gateway.push(one(how, gateway.id(0))).statusCode()).isEqualTo(410);
        }
    }

    @Test
    void aCloseBeforeTheHandshakeIsAnsweredKeepsItsCode() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> {
                String id = event.path("websocket").path("secConnectionID").asText();
                gateway.sendText(id, "before");
                gateway.push(one("\"action\":\"closing\",\"closeCode\":4002", id));
                assertThat(gateway.sendText(id, "after").statusCode()).isEqualTo(410);
                return Reply.ok();
            });
            try (TestClient client = gateway.connect()) {
                assertThat(client.awaitClosed().code()).isEqualTo(4002);
                assertThat(client.texts()).containsExactly("before");
            }
        }
    }

    @Test
    void answersEachInvalidPushWithItsNumber() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.maxMessage = 1000)) {
            List<String> tooMany = Collections.nCopies(1001, NOBODY);
            assertThat(gateway.push(sendTo("x", tooMany.toArray(String[]::new))).body())
                    .contains("309");
            assertThat(gateway.push(list("\"action\":\"probe\"")).body()).contains("309");
            assertThat(gateway.push("{\"websocket\":{\"action\":\"probe\",\"secConnectionIDs\":{}}}")
                            .body())
                    .contains("309");
            assertThat(gateway.push(list("\"action\":\"probe\",\"secConnectionID\":\"a\"", NOBODY))
                            .body())
                    .contains("310");
            for (String code : List.of(
                    "999", "1002", "1004", "1005", "1006", "1010", "1015", "1016", "2999", "5000", "\"\"", "true",
                    "1e3")) {
                assertThat(gateway.push(one("\"action\":\"closing\",\"closeCode\":" + code, NOBODY))
                                .body())
                        .as(code)
                        .contains("311");
            }
            String reason = "\"action\":\"closing\",\"closeReason\":\"";
            assertThat(gateway.push(one(reason + "é".repeat(62) + "\"", NOBODY)).body())
                    .contains("312");
            assertThat(gateway.push(one(reason + "é".repeat(61) + "\"", NOBODY)).statusCode())
                    .isEqualTo(410);
            assertThat(gateway.sendText(NOBODY, "x".repeat(1001)).statusCode()).isEqualTo(413);
            assertThat(gateway.sendText(NOBODY, "x".repeat(1000)).statusCode()).isEqualTo(410);
        }
    }

    @Test
    void strictAnswersExtensionsAsTheDocumentedEndpointDoes() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.operation.strict = true);
                TestClient client = gateway.connect()) {
            String id = gateway.id(0);
            assertThat(gateway.push(sendTo("x", id)).statusCode()).isEqualTo(400);
            assertThat(gateway.push(one("\"action\":\"probe\"", id)).statusCode())
                    .isEqualTo(400);
            assertThat(gateway.push(one("\"action\":\"closing\",\"closeCode\":4000", id))
                            .body())
                    .isEqualTo(OK);
            assertThat(client.awaitClosed().code()).isEqualTo(1000);
            assertThat(client.texts()).isEmpty();
        }
    }

    @Test
    void aThousandRecipientsOfTheLargestMessageFitIntoOnePush() {
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            List<String> ids = new ArrayList<>(List.of(gateway.id(0)));
            for (int i = 1; i < 1000; i++) {
                ids.add("x".repeat(124) + String.format("%04d", i));
            }
            // Two bytes of UTF-8 each, sent as an escape of six characters.
            HttpResponse<String> answer =
                    gateway.push(sendTo("\\u00e9".repeat(128 * 1024), ids.toArray(String[]::new)));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(client.awaitTexts(1).get(0)).hasSize(128 * 1024);
        }
    }

    private static String sendTo(String text, String... ids) {
        return list("\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"" + text + "\"", ids);
    }

    private static String list(String what, String... ids) {
        String all = ids.length == 0 ? "" : "\"" + String.join("\",\"", ids) + "\"";
        return "{\"websocket\":{" + what + ",\"secConnectionIDs\":[" + all + "]}}";
    }

    private static String one(String what, String id) {
        return "{\"websocket\":{" + what + ",\"secConnectionID\":\"" + id + "\"}}";
    }
}
