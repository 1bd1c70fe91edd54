package scf.websocket.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each method, with a real database. */
class ApiMethodsTest {
    @AutoClose
    private static final ApiUnderTest api = new ApiUnderTest();

    @BeforeEach
    void clear() {
        api.clear();
    }

    private static JsonNode result(String method, String params) {
        JsonNode answer = ApiUnderTest.tree(ApiUnderTest.json(api.call(method, params)));
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        return answer.get("result");
    }

    private static int error(String method, String params) {
        return ApiUnderTest.tree(ApiUnderTest.json(api.call(method, params)))
                .at("/error/code")
                .asInt();
    }

    @Test
    void publishesAndAnswersThePosition() {
        JsonNode first = result("publish", "{'channel':'chat:a','data':{'n': 1},'tags':{'k':'v'}}");
        JsonNode second = result("publish", "{'channel':'chat:a','b64data':'eyJuIjoyfQ==','delta':true,'other':1}");

        assertThat(first.get("offset").asInt()).isEqualTo(1);
        assertThat(first.get("epoch").asText())
                .isNotEmpty()
                .isEqualTo(second.get("epoch").asText());
        assertThat(second.get("offset").asInt()).isEqualTo(2);
        assertThat(api.gateway.received()).hasSize(2).allSatisfy(push -> {
            assertThat(push.get("group").asText()).isEqualTo("c:chat:a");
            assertThat(push.get("action").asText()).isEqualTo("data send");
        });
        assertThat(api.call("history", "{'channel':'chat:a','limit':10}"))
                .contains("{'data':{'n':1},'offset':1,'tags':{'k':'v'}},{'data':{'n':2},'offset':2}");
    }

    @Test
    void publishesOnceForAKey() {
        String params = "{'channel':'chat:a','data':1,'idempotency_key':'order-7'}";
        assertThat(result("publish", params)).isEqualTo(result("publish", params));
        assertThat(error("publish", "{'channel':'live:a','data':1,'idempotency_key':'order-7'}"))
                .isEqualTo(108);
    }

    @Test
    void publishesToAChannelWithoutHistoryUnlessTheGatewayIsDown() {
        assertThat(api.call("publish", "{'channel':'live:a','data':null,'skip_history':true}"))
                .isEqualTo("{'result':{}}");
        assertThat(api.gateway.received())
                .extracting(push -> push.get("group").asText())
                .containsExactly("j:live:a", "p:live:a");
        api.gateway.down(true);

        assertThat(error("publish", "{'channel':'live:a','data':1}")).isEqualTo(100);
        assertThat(result("publish", "{'channel':'chat:a','data':1}")
                        .get("offset")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void broadcastsToTheChannelsThatExist() {
        JsonNode responses = result("broadcast", "{'channels':['chat:a','nowhere:b','live:c',''],'data':'hi'}")
                .get("responses");

        assertThat(responses).hasSize(4);
        assertThat(responses.at("/0/result/offset").asInt()).isEqualTo(1);
        assertThat(responses.at("/1/error/code").asInt()).isEqualTo(102);
        assertThat(responses.at("/2/result").isEmpty()).isTrue();
        assertThat(responses.at("/3/error/code").asInt()).isEqualTo(107);
        assertThat(error("broadcast", "{'channels':[],'data':1}")).isEqualTo(107);
        String many = String.join(",", Collections.nCopies(PublishingMethods.MAX_CHANNELS + 1, "'live:a'"));
        assertThat(error("broadcast", "{'channels':[" + many + "],'data':1}")).isEqualTo(106);
    }

    @Test
    void readsPresence() {
        api.subscribe("chat:a", "a1", "a2", "b1");

        JsonNode presence = result("presence", "{'channel':'chat:a'}").get("presence");
        assertThat(presence).hasSize(3);
        assertThat(presence.get("client-a1").toString().replace('"', '\''))
                .isEqualTo("{'user':'a','client':'client-a1','conn_info':{'name':'N'}}");
        assertThat(api.call("presence_stats", "{'channel':'chat:a'}"))
                .isEqualTo("{'result':{'num_clients':3,'num_users':2}}");
        assertThat(api.call("presence", "{'channel':'chat:b'}")).isEqualTo("{'result':{'presence':{}}}");
    }

    @Test
    void blocksAndMutesUsersUntilATime() {
        assertThat(api.call("block_user", "{'user':'ann','expire_at':4102444800}"))
                .isEqualTo("{'result':{}}");
        assertThat(api.gateway.received())
                .extracting(push ->
                        push.get("group").asText() + " " + push.get("closeCode").asInt())
                .containsExactly("u:ann 3507");
        assertThat(api.call("mute_user", "{'user':'ann','channel':'chat:a'}")).isEqualTo("{'result':{}}");
        assertThat(api.restrictions()).containsExactly("ann block  4102444800000", "ann mute chat:a " + Long.MAX_VALUE);

        assertThat(api.call("unblock_user", "{'user':'ann'}")).isEqualTo("{'result':{}}");
        assertThat(api.call("unmute_user", "{'user':'ann','channel':'chat:a'}")).isEqualTo("{'result':{}}");
        assertThat(api.call("unmute_user", "{'user':'nobody'}")).isEqualTo("{'result':{}}");
        assertThat(api.restrictions()).isEmpty();

        assertThat(error("block_user", "{}")).isEqualTo(107);
        assertThat(error("block_user", "{'user':'" + "u".repeat(256) + "'}")).isEqualTo(107);
        assertThat(error("block_user", "{'user':'ann','expire_at':9223372036854775807}"))
                .isEqualTo(107);
        assertThat(error("mute_user", "{'user':'ann','channel':'nowhere:a'}")).isEqualTo(102);
    }

    @Test
    void listsChannels() {
        api.subscribe("chat:a", "a1", "a2");
        api.subscribe("chat:b", "b1");
        api.subscribe("other", "b1");

        assertThat(api.call("channels", ""))
                .isEqualTo("{'result':{'channels':{'chat:a':{'num_clients':2},'chat:b':{'num_clients':1},"
                        + "'other':{'num_clients':1}}}}");
        assertThat(result("channels", "{'pattern':'chat:*'}").get("channels")).hasSize(2);
        assertThat(result("channels", "{'pattern':'*:?'}").get("channels")).hasSize(2);
        assertThat(error("channels", "{'pattern':'{chat,other}'}")).isEqualTo(107);
    }

    @Test
    void pagesThroughHistoryAndRemovesIt() {
        for (int i = 1; i <= 3; i++) {
            result("publish", "{'channel':'chat:a','data':" + i + "}");
        }
        JsonNode top = result("history", "{'channel':'chat:a'}");
        assertThat(top.get("publications")).isEmpty();
        assertThat(top.get("offset").asInt()).isEqualTo(3);
        String epoch = top.get("epoch").asText();
        assertThat(offsets("{'channel':'chat:a','limit':-1}")).isEqualTo("[1, 2, 3]");
        assertThat(offsets("{'channel':'chat:a','limit':1,'since':{'offset':1,'epoch':'" + epoch + "'}}"))
                .isEqualTo("[2]");
        assertThat(offsets("{'channel':'chat:a','limit':2,'reverse':true}")).isEqualTo("[3, 2]");
        assertThat(error("history", "{'channel':'chat:a','limit':1,'since':{'offset':1,'epoch':'other'}}"))
                .isEqualTo(112);

        assertThat(api.call("history_remove", "{'channel':'chat:a'}")).isEqualTo("{'result':{}}");
        assertThat(offsets("{'channel':'chat:a','limit':-1}")).isEqualTo("[]");
        assertThat(error("history_remove", "{'channel':'live:a'}")).isEqualTo(108);
    }

    private static String offsets(String params) {
        return result("history", params)
                .get("publications")
                .findValuesAsText("offset")
                .toString();
    }

    @Test
    void unsubscribesAClientOrAUser() {
        api.subscribe("chat:a", "a1", "a2", "b1");

        assertThat(api.call("unsubscribe", "{'channel':'chat:a','user':'a','client':'client-a1'}"))
                .isEqualTo("{'result':{}}");
        assertThat(result("presence_stats", "{'channel':'chat:a'}")
                        .get("num_clients")
                        .asInt())
                .isEqualTo(2);
        assertThat(api.call("unsubscribe", "{'channel':'chat:a','user':'a','session':''}"))
                .isEqualTo("{'result':{}}");
        assertThat(result("presence", "{'channel':'chat:a'}").get("presence").fieldNames())
                .toIterable()
                .containsExactly("client-b1");
        api.gateway.down(true);
        assertThat(error("unsubscribe", "{'channel':'chat:a','user':'b'}")).isEqualTo(100);
    }

    @Test
    void disconnectsAUser() {
        assertThat(api.call("disconnect", "{'user':'ann'}")).isEqualTo("{'result':{}}");
        assertThat(api.call(
                        "disconnect", "{'user':'bob','disconnect':{'code':4500,'reason':'go away'},'whitelist':[]}"))
                .isEqualTo("{'result':{}}");
        assertThat(api.call("refresh", "{'user':'eve','expired':true}")).isEqualTo("{'result':{}}");

        assertThat(api.gateway.received())
                .extracting(push ->
                        push.get("group").asText() + " " + push.get("closeCode").asInt())
                .containsExactly("u:ann 3503", "u:bob 4500", "u:eve 3005");
        api.gateway.down(true);
        assertThat(error("disconnect", "{'user':'ann'}")).isEqualTo(100);
    }

    @Test
    void countsConnections() {
        api.database.reset(0, "c1", "c2");

        JsonNode nodes = result("info", "").get("nodes");
        assertThat(nodes).hasSize(1);
        assertThat(nodes.at("/0/num_clients").asInt()).isEqualTo(2);
    }

    /** What ignoring would make a lie is an error; so is what is missing, of another type, or too large. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            publish         | {'data':1}                                              | 107 | channel is missing
            publish         | {'channel':'chat:a'}                                    | 107 | data is missing
            publish         | {'channel':1,'data':1}                                  | 107 | channel is not a text
            publish         | {'channel':'nowhere:a','data':1}                        | 102 | unknown channel
            publish         | {'channel':'chat:ä','data':1}                           | 107 | bad request
            publish         | {'channel':'chat:a','b64data':'?'}                      | 107 | b64data
            publish         | {'channel':'chat:a','b64data':'aGk='}                   | 107 | b64data
            publish         | {'channel':'chat:a','data':1,'tags':['a']}              | 107 | tags is not
            publish         | {'channel':'chat:a','data':1,'tags':{'a':1}}            | 107 | tags is not
            publish         | {'channel':'chat:a','data':1,'skip_history':true}       | 108 | skip_history
            publish         | {'channel':'chat:a','data':1,'skip_history':'yes'}      | 107 | skip_history is not
            publish         | {'channel':'chat:a','data':1,'version':3}               | 108 | version
            broadcast       | {'channels':[1],'data':1}                               | 107 | channels is not
            broadcast       | {'channels':['chat:a']}                                 | 107 | data is missing
            subscribe       | {'channel':'chat:a','user':'a'}                         | 108 | connection token
            subscribe       | {'channel':'nowhere:a','user':'a'}                      | 102 | unknown channel
            unsubscribe     | {'user':'a'}                                            | 107 | channel is missing
            unsubscribe     | {'channel':'chat:a'}                                    | 107 | user is missing
            unsubscribe     | {'channel':'live:a','user':'a'}                         | 108 | not available
            unsubscribe     | {'channel':'chat:a','user':'a','session':'s'}           | 108 | session
            disconnect      | {}                                                      | 107 | user is missing
            disconnect      | {'user':'a','client':'c'}                               | 108 | client
            disconnect      | {'user':'a','whitelist':['c']}                          | 108 | whitelist
            disconnect      | {'user':'a','disconnect':{'code':1000}}                 | 107 | 3000 to 4999
            disconnect      | {'user':'a','disconnect':{'reason':'7'}}                | 107 | no JSON
            disconnect      | {'user':'a','disconnect':7}                             | 107 | not a JSON object
            refresh         | {'user':'a','expire_at':1}                              | 108 | expire_at
            refresh         | {'user':'a'}                                            | 108 | refresh without expired
            presence        | {}                                                      | 107 | channel is missing
            presence        | {'channel':'live:a'}                                    | 108 | not available
            presence_stats  | {'channel':'live:a'}                                    | 108 | not available
            history         | {'channel':'live:a'}                                    | 108 | not available
            history         | {'channel':'chat:a','limit':'1'}                        | 107 | limit is not
            history         | {'channel':'chat:a','since':{'offset':-1}}              | 107 | offset is not
            """)
    void answersAnError(String method, String params, int code, String text) {
        JsonNode error =
                ApiUnderTest.tree(ApiUnderTest.json(api.call(method, params))).get("error");

        assertThat(error.get("code").asInt()).as(error.toString()).isEqualTo(code);
        assertThat(error.get("message").asText()).contains(text);
        assertThat(api.gateway.received()).isEmpty();
    }

    @Test
    void boundsPublicationsAndUsers() {
        assertThat(error("publish", "{'channel':'chat:a','data':'" + "x".repeat(64 << 10) + "'}"))
                .isEqualTo(106);
        assertThat(error("publish", "{'channel':'chat:a','data':1,'tags':{'a':'" + "x".repeat(4096) + "'}}"))
                .isEqualTo(106);
        assertThat(error("disconnect", "{'user':'" + "ä".repeat(128) + "'}")).isEqualTo(107);
    }
}
