package scf.websocket.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.config.SettingsException;

/** Requests and answers: keys, paths, bodies, several commands. */
class ApiRequestsTest {
    private static final String PUBLISH = ApiUnderTest.json("{'channel':'chat:a','data':1}");

    @AutoClose
    private static final ApiUnderTest api = new ApiUnderTest();

    @BeforeEach
    void clear() {
        api.clear();
    }

    private static int status(HttpEvent event) {
        return api.function.mainHandler(event, null).getStatusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "X-API-Key, " + ApiUnderTest.KEY + ", 200",
        "x-api-key, " + ApiUnderTest.KEY + ", 200",
        "Authorization, apikey " + ApiUnderTest.KEY + ", 200",
        "authorization, APIKEY " + ApiUnderTest.KEY + ", 200",
        "X-API-Key, 0123456789abcdef0123456789abcdeF, 401",
        "X-API-Key, '', 401",
        "Authorization, Bearer " + ApiUnderTest.KEY + ", 401",
        "Other, " + ApiUnderTest.KEY + ", 401"
    })
    void aRequestNeedsAKey(String header, String value, int status) {
        HttpEvent event = ApiUnderTest.event("/api/publish", PUBLISH);
        event.setHeaders(Map.of(header, value));

        assertThat(status(event)).isEqualTo(status);
        assertThat(api.gateway.received()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void withoutAKeyARequestLearnsNothingElse() {
        HttpEvent event = ApiUnderTest.event("/nothing", "no JSON");
        event.setHeaders(null);
        event.setHttpMethod("GET");

        assertThat(status(event)).isEqualTo(401);
        assertThat(status(new HttpEvent())).isEqualTo(401);
        assertThat(api.function.mainHandler(null, null).getStatusCode()).isEqualTo(401);
    }

    @Test
    void twoKeysAreValidDuringARotation() {
        String next = "f".repeat(32);
        try (ApiFunction function = new ApiFunction(api.settings(Map.of("API_KEY", next + "," + ApiUnderTest.KEY)))) {
            HttpEvent event = ApiUnderTest.event("/api/info", "");
            assertThat(function.mainHandler(event, null).getStatusCode()).isEqualTo(200);
            event.setHeaders(Map.of("X-API-Key", next));
            assertThat(function.mainHandler(event, null).getStatusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "has a blank and is longer than 32 characters"})
    void doesNotStartWithoutAGoodKey(String key) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> new ApiFunction(api.settings(Map.of("API_KEY", key))))
                .withMessageContaining("API_KEY");
    }

    @Test
    void doesNotStartWithoutAPushUrl() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> new ApiFunction(api.settings(Map.of("PUSH_URL", ""))))
                .withMessageContaining("PUSH_URL");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/info, 200",
        "post, /api/info/, 200",
        "POST, /release/api/info, 200",
        "POST, //api//info, 200",
        "GET, /api/info, 405",
        ", /api/info, 405",
        "POST, /api/nothing, 404",
        "POST, /api/rpc, 404",
        "POST, /api/info/more, 404",
        "POST, /info, 404",
        "POST, /, 404",
        "POST, , 404"
    })
    void findsTheMethodByItsPath(String httpMethod, String path, int status) {
        HttpEvent event = ApiUnderTest.event("", "{}");
        event.setHttpMethod(httpMethod);
        event.setPath(path);
        HttpReply reply = api.function.mainHandler(event, null);

        assertThat(reply.getStatusCode()).isEqualTo(status);
        assertThat(reply.getHeaders()).containsEntry("Content-Type", "application/json; charset=utf-8");
        assertThat(reply.getHeaders().containsKey("Allow")).isEqualTo(status == 405);
        assertThat(ApiUnderTest.tree(reply.getBody()).has(status == 200 ? "result" : "error"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "{", "{}{}", "{'channel':'chat:a','data':1", "{'channel':}", "{'a':1}x"})
    void answers400ToWhatIsNoJsonObject(String body) {
        assertThat(api.reply("/api/publish", body).getStatusCode()).isEqualTo(400);
        assertThat(api.reply("/api/batch", body).getStatusCode()).isEqualTo(400);
        assertThat(api.gateway.received()).isEmpty();
    }

    @Test
    void takesABase64Body() {
        HttpEvent event = ApiUnderTest.event(
                "/api/publish", Base64.getEncoder().encodeToString(PUBLISH.getBytes(StandardCharsets.UTF_8)));
        event.setIsBase64Encoded(true);
        assertThat(status(event)).isEqualTo(200);
        event.setBody("?");
        assertThat(status(event)).isEqualTo(400);
        event.setBody(Base64.getEncoder().encodeToString(new byte[] {(byte) 0xFF}));
        assertThat(status(event)).isEqualTo(400);
    }

    @Test
    void boundsTheBody() {
        String filler = " ".repeat(ApiRequest.MAX_BYTES - PUBLISH.length());
        assertThat(status(ApiUnderTest.event("/api/publish", PUBLISH + filler))).isEqualTo(200);
        assertThat(status(ApiUnderTest.event("/api/publish", PUBLISH + filler + " ")))
                .isEqualTo(413);
        assertThat(status(ApiUnderTest.event("/api/publish", "\"" + "ä".repeat(ApiRequest.MAX_BYTES) + "\"")))
                .isEqualTo(413);
        assertThat(status(ApiUnderTest.event("/api/publish", " ".repeat(3 * ApiRequest.MAX_BYTES))))
                .isEqualTo(413);
    }

    @Test
    void runsABatchInOrder() {
        JsonNode replies = ApiUnderTest.tree(
                        ApiUnderTest.json(
                                api.call(
                                        "batch",
                                        "{'parallel':true,'commands':[{'publish':{'channel':'chat:a','data':1}},"
                                                + "{'history':{'channel':'chat:a','limit':1}},{'publish':{'channel':'nowhere:a','data':1}},"
                                                + "{'nothing':{}},{'batch':{}},{},{'publish':7},{'info':{}},{'publish':{},'info':{}}]}")))
                .get("replies");

        assertThat(replies).hasSize(9);
        assertThat(replies.at("/0/publish/offset").asInt()).isEqualTo(1);
        assertThat(replies.at("/1/history/publications/0/data").asInt()).isEqualTo(1);
        assertThat(replies.at("/2/error/code").asInt()).isEqualTo(102);
        assertThat(replies.at("/3/error/code").asInt()).isEqualTo(104);
        assertThat(replies.at("/4/error/code").asInt()).isEqualTo(104);
        assertThat(replies.at("/5/error/code").asInt()).isEqualTo(107);
        assertThat(replies.at("/6/error/code").asInt()).isEqualTo(107);
        assertThat(replies.at("/7/info/nodes").isArray()).isTrue();
        assertThat(replies.at("/8/error/code").asInt()).isEqualTo(107);
        assertThat(api.call("batch", "{'commands':[]}")).isEqualTo("{'replies':[]}");
    }

    /** As gocent 3, phpcent 4 and cent.js send several commands. */
    @Test
    void runsCommandsLineByLine() {
        HttpReply reply = api.reply("/api", """
                {'method':'publish','params':{'channel':'chat:a','data':1}}
                {'method':'presence_stats','params':{'channel':'chat:a'}}
                {'method':'nothing'}
                """);

        assertThat(reply.getStatusCode()).isEqualTo(200);
        String[] lines = reply.getBody().split("\n", -1);
        assertThat(lines).hasSize(3);
        assertThat(ApiUnderTest.tree(lines[0]).at("/result/offset").asInt()).isEqualTo(1);
        assertThat(ApiUnderTest.tree(lines[1]).at("/result/num_clients").asInt())
                .isZero();
        assertThat(ApiUnderTest.tree(lines[2]).at("/error/code").asInt()).isEqualTo(104);
        assertThat(api.reply("/api", "").getStatusCode()).isEqualTo(400);
        assertThat(api.reply("/api", "{'method':'info'} x").getStatusCode()).isEqualTo(400);
        assertThat(api.reply("/api", "{'method':1}").getStatusCode()).isEqualTo(400);
    }

    @Test
    void boundsCommandsAndResults() {
        String many = String.join(",", Collections.nCopies(Api.MAX_COMMANDS + 1, "{'info':{}}"));
        assertThat(api.reply("/api/batch", "{'commands':[" + many + "]}").getStatusCode())
                .isEqualTo(400);

        String data = "x".repeat(60_000);
        for (int i = 0; i < 10; i++) {
            api.call("publish", "{'channel':'chat:a','data':'" + data + "'}");
        }
        String four = String.join(",", Collections.nCopies(4, "{'history':{'channel':'chat:a','limit':-1}}"));
        JsonNode replies = ApiUnderTest.tree(
                        api.reply("/api/batch", "{'commands':[" + four + "]}").getBody())
                .get("replies");
        assertThat(replies.at("/2/history/publications")).hasSize(10);
        assertThat(replies.at("/3/error/code").asInt()).isEqualTo(106);
    }

    @Test
    void publishesNothingMoreWhenTheTimeIsOver() {
        String many = String.join(",", Collections.nCopies(500, "{'publish':{'channel':'chat:a','data':1}}"));
        HttpEvent event = ApiUnderTest.event("/api/batch", ApiUnderTest.json("{'commands':[" + many + "]}"));
        JsonNode last = ApiUnderTest.tree(
                        api.function.mainHandler(event, new TimeLimit(1)).getBody())
                .at("/replies/499/error");

        assertThat(last.get("code").asInt()).isEqualTo(100);
        assertThat(last.get("message").asText()).contains("time");
    }

    /** Our gateway calls a Function URL like this. */
    @Test
    void answersARequestThatIsPostedAsAnEvent() {
        HttpEvent outer = new HttpEvent();
        outer.setHttpMethod("POST");
        outer.setPath("/");
        outer.setHeaders(new HashMap<>());
        outer.setBody(ApiUnderTest.json("{'httpMethod':'POST','path':'/api/publish','headers':{'X-API-Key':'"
                + ApiUnderTest.KEY + "'},'body':'{\\\"channel\\\":\\\"chat:a\\\",\\\"data\\\":1}'}"));
        HttpReply reply = api.function.mainHandler(outer, null);
        assertThat(reply.getStatusCode()).isEqualTo(200);
        JsonNode inner = ApiUnderTest.tree(reply.getBody());
        assertThat(inner.get("statusCode").asInt()).isEqualTo(200);
        assertThat(ApiUnderTest.tree(inner.get("body").asText())
                        .at("/result/offset")
                        .asInt())
                .isEqualTo(1);

        outer.setBody(ApiUnderTest.json("{'httpMethod':'POST','path':'/api/publish','headers':{}}"));
        assertThat(ApiUnderTest.tree(api.function.mainHandler(outer, null).getBody())
                        .get("statusCode")
                        .asInt())
                .isEqualTo(401);
    }
}
