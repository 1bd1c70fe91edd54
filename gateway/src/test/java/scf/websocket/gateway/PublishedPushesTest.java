package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;

/**
 * Pushes as published functions send them, beyond Tencent's documentation: accepted, but rejected with a reason under
 * {@code --strict}.
 */
class PublishedPushesTest {
    private static final String OK = "{\"errNo\":0,\"errMsg\":\"ok\"}";

    private final GatewayFixture gateway = GatewayFixture.start();
    private final TestClient client = gateway.connect();
    private final String id = gateway.id(0);

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    private static String push(String id, String members) {
        return "{\"websocket\":{\"secConnectionID\":\"" + id + "\"," + members + "}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"action\":\"data send\",\"dataType\":\"text\",\"data\":{\"n\": 1.0, \"big\": 123456789012345678901234567890} "
                        + "| {\"n\":1.0,\"big\":123456789012345678901234567890} | 306 | data must be a string",
                "\"action\":\"data send\",\"dataType\":\"text\",\"data\":[1, \"é\"] | [1,\"é\"] | 306 | data must be a string",
                "\"action\":\"data send\",\"dataType\":\"text\",\"data\":1e400 | 1e400 | 306 | data must be a string",
                "\"action\":\"data send\",\"dataType\":\"text\",\"data\":false | false | 306 | data must be a string",
                "\"action\":\"connecting\",\"dataType\":\"text\",\"data\":\"hi\" | hi | 304 | action is neither",
                "\"action\":\"data recv\",\"dataType\":\"text\",\"data\":\"hi\" | hi | 304 | action is neither",
                "\"action\":\"data send\",\"data\":\"hi\" | hi | 305 | dataType is neither 'text' nor 'binary'",
                "\"action\":\"data send\",\"dataType\":\"TEXT\",\"data\":\"hi\" | hi | 305 | dataType is neither",
            })
    void acceptsTextInThePublishedForms(String members, String text, int strictNumber, String strictAnswer) {
        assertThat(gateway.push(push(id, members)).body()).isEqualTo(OK);
        assertThat(client.awaitTexts(1)).containsExactly(text);
        assertStrictlyRefused(members, strictNumber, strictAnswer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"dataType\":\"binary\",\"data\":\"aGVs\\r\\nbG8/fn4=\\r\\n\" | 307 | without line breaks",
                "\"dataType\":\"binary\",\"data\":\"aGVsbG8_fn4=\" | 307 | data is not base64",
                "\"dataType\":\"binary\",\"data\":\"aGVsbG8/fn4\" | 307 | padded",
                "\"dataType\":\"Binary\",\"data\":\"aGVsbG8/fn4=\" | 305 | dataType is neither",
            })
    void acceptsBase64AsLibrariesEncodeIt(String members, int strictNumber, String strictAnswer) {
        String push = "\"action\":\"data send\"," + members;
        assertThat(gateway.push(push(id, push)).body()).isEqualTo(OK);
        assertThat(client.awaitBinaries(1).get(0))
                .asString(StandardCharsets.ISO_8859_1)
                .isEqualTo("hello?~~");
        assertStrictlyRefused(push, strictNumber, strictAnswer);
    }

    private static void assertStrictlyRefused(String members, int number, String answer) {
        try (GatewayFixture strict = GatewayFixture.start(options -> options.operation.strict = true);
                TestClient other = strict.connect()) {
            HttpResponse<String> refusal = strict.push(push(strict.id(0), members));
            assertThat(refusal.statusCode()).isEqualTo(400);
            assertThat(refusal.body()).startsWith("{\"errNo\":" + number + ",").contains(answer);
            strict.sendText(strict.id(0), "after");
            assertThat(other.awaitTexts(1)).containsExactly("after");
        }
    }

    @Test
    void aConnectHandlerMayPushWithTheActionOfItsEvent() {
        AtomicReference<String> answer = new AtomicReference<>();
        gateway.functions.onRegister(event -> {
            String connecting = event.path("websocket").path("secConnectionID").asText();
            answer.set(gateway.push(push(connecting, "\"action\":\"connecting\",\"data\":{\"welcome\":true}"))
                    .body());
            return Reply.ok();
        });
        try (TestClient welcomed = gateway.connect()) {
            assertThat(welcomed.awaitTexts(1)).containsExactly("{\"welcome\":true}");
            assertThat(answer.get()).isEqualTo(OK);
        }
    }

    @Test
    void invalidUnicodeArrivesAsTheReplacementCharacterNotAQuestionMark() {
        gateway.sendText(id, "a\\ud83db\\ude00?");
        assertThat(gateway.push(push(id, "\"action\":\"data send\",\"data\":[\"\\ud800\"]"))
                        .body())
                .isEqualTo(OK);
        assertThat(client.awaitTexts(2)).containsExactly("a\uFFFDb\uFFFD?", "[\"\uFFFD\"]");
        assertThat(gateway.push(push(id, "\"action\":\"closing\",\"closeCode\":\"4001\",\"closeReason\":\"\\udc00!\""))
                        .body())
                .isEqualTo(OK);
        assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(4001, "\uFFFD!"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c080", "c1a1", "e08080", "eda080", "f5808080", "ff"})
    void aBodyThatIsNotUtf8IsRefusedWithANumber(String hex) {
        byte[] body = push(id, "\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"....\"")
                .getBytes(StandardCharsets.UTF_8);
        int at = new String(body, StandardCharsets.ISO_8859_1).indexOf("....");
        for (int i = 0; i < hex.length() / 2; i++) {
            body[at + i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        HttpResponse<String> answer = gateway.send(gateway.internal("/api-local")
                .POST(BodyPublishers.ofByteArray(body))
                .build());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"errNo\":316,\"errMsg\":\"the body is not UTF-8\"}");
    }

    @Test
    void aNumericIdIsMalformedAndFailsAloneInAList() {
        assertThat(gateway.push("{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":12}}")
                        .body())
                .startsWith("{\"errNo\":303,");
        assertThat(gateway.push("{\"websocket\":{\"action\":\"data send\",\"data\":\"x\",\"secConnectionIDs\":[12,\""
                                + id + "\",null,\"\\ud800\"]}}")
                        .body())
                .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"gone\":[],\"failed\":["
                        + "{\"secConnectionID\":12,\"reason\":\"malformed-id\"},"
                        + "{\"secConnectionID\":null,\"reason\":\"malformed-id\"},"
                        + "{\"secConnectionID\":\"\uFFFD\",\"reason\":\"malformed-id\"}]}");
        assertThat(client.awaitTexts(1)).containsExactly("x");
    }

    /** HTTP metadata around the JSON is ignored. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api-local HTTP/1.1\r\nHost: x\r\n",
                "POST /api-local HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n",
                "POST /api-local HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain; charset=gbk\r\n",
                "POST /api-local HTTP/1.1\r\nHost: x\r\nContent-Type: \r\n",
                "POST /api-local?from=function HTTP/1.1\r\nHost: x\r\n",
                "POST /api-local HTTP/1.0\r\n",
            })
    void theHttpHeadersAndVersionDoNotMatter(String head) {
        byte[] body = push(id, "\"action\":\"data send\",\"data\":\"你\"").getBytes(StandardCharsets.UTF_8);
        try (RawClient raw = new RawClient(gateway.gateway.pushPort())) {
            raw.write(head + "Content-Length: " + body.length + "\r\n\r\n").write(body);
            assertThat(raw.readHttp()).startsWith("HTTP/1.1 200 ").endsWith(OK);
            assertThat(client.awaitTexts(1)).containsExactly("你");
        }
    }

    @Test
    void aBodyMayBeChunkedOrFollow100Continue() {
        String body = push(id, "\"action\":\"data send\",\"data\":\"x\"");
        try (RawClient raw = new RawClient(gateway.gateway.pushPort())) {
            raw.write("POST /api-local HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            raw.write(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
            assertThat(raw.readHttp()).startsWith("HTTP/1.1 200 ");
            raw.write("POST /api-local HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: " + body.length()
                    + "\r\n\r\n");
            assertThat(raw.readHead()).startsWith("HTTP/1.1 100 ");
            assertThat(raw.write(body).readHttp()).startsWith("HTTP/1.1 200 ");
            raw.write("POST /api-local HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            assertThat(raw.readHttp()).startsWith("HTTP/1.1 400 ").contains("{\"errNo\":302,");
        }
        assertThat(client.awaitTexts(2)).containsExactly("x", "x");
    }
}
