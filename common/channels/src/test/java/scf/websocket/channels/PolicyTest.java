package scf.websocket.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;

/** What a product can decide with a policy, and what never reaches it. */
class PolicyTest {
    @AutoClose
    private final Instances instances = new Instances();

    /** Refuses some words, and hides others. */
    private static final class WordFilter implements ChannelPolicy {
        private static final Pattern BANNED = Pattern.compile("(?i)spam");
        private static final Pattern RUDE = Pattern.compile("(?i)damn");

        @Override
        public PolicyDecision onPublish(ChannelClient client, String channel, JsonData data) {
            if (BANNED.matcher(data.text()).find()) {
                return PolicyDecision.refuse(ProtocolError.ofApplication(450, "mind your words", false));
            }
            String clean = RUDE.matcher(data.text()).replaceAll("***");
            return clean.equals(data.text())
                    ? PolicyDecision.allow()
                    : PolicyDecision.allow(JsonData.parse(clean).orElseThrow());
        }
    }

    @Test
    void aWordFilterRefusesAndReplaces() {
        ClientUnderTest ann = ClientUnderTest.signedIn(instances.start(new WordFilter()), "ann");

        assertThat(ann.sends("{'id':2,'publish':{'channel':'a','data':{'text':'buy SPAM'}}}"))
                .containsExactly("to ann: {\"id\":2,\"error\":{\"code\":450,\"message\":\"mind your words\"}}");
        assertThat(ann.sends("{'id':3,'publish':{'channel':'a','data':{'text':'Damn it'}}}")
                        .get(0))
                .contains("\"data\":{\"text\":\"*** it\"}");
        assertThat(ann.sends("{'id':4,'publish':{'channel':'a','data':{'text':'hello'}}}")
                        .get(0))
                .contains("\"data\":{\"text\":\"hello\"}");
        assertThat(ann.sends("{'id':5,'history':{'channel':'a','limit':10}}").get(0))
                .contains("*** it")
                .doesNotContain("SPAM")
                .doesNotContain("Damn");
    }

    @Test
    void thePolicySeesMetaOfTheTokenAndNobodyElseDoes() {
        List<String> seen = new ArrayList<>();
        ChannelsApp app = instances.start(new ChannelPolicy() {
            @Override
            public PolicyDecision onSubscribe(ChannelClient client, String channel) {
                return see(client);
            }

            @Override
            public PolicyDecision onPublish(ChannelClient client, String channel, JsonData data) {
                return see(client);
            }

            @Override
            public PolicyDecision onRpc(ChannelClient client, String method, Optional<JsonData> data) {
                return see(client);
            }

            private PolicyDecision see(ChannelClient client) {
                seen.add(client.user() + " " + client.meta().map(JsonData::text).orElse("nothing"));
                return PolicyDecision.allow();
            }
        });
        ClientUnderTest ann = ClientUnderTest.open(app, "ann");
        String token = SignedTokens.signed("{'sub':'ann','info':{'name':'Ann'},'meta':{'plan':'secret'}}");
        List<String> said = new ArrayList<>(ann.sends("{'id':1,'connect':{'token':'" + token + "'}}"));
        for (String command : List.of(
                "'subscribe':{'channel':'a'}",
                "'publish':{'channel':'a','data':1}",
                "'rpc':{'method':'m'}",
                "'presence':{'channel':'a'}",
                "'history':{'channel':'a','limit':9}")) {
            said.addAll(ann.sends("{'id':2," + command + "}"));
        }
        String plan = "ann {\"plan\":\"secret\"}";
        assertThat(seen).containsExactly(plan, plan, plan);
        assertThat(said).isNotEmpty().allSatisfy(line -> assertThat(line).doesNotContain("secret"));
        assertThat(String.join("", said)).contains("{\"name\":\"Ann\"}");
    }

    @Test
    void claimsThatTheGatewayCannotKeepAreRefused() {
        String buckets = "{'enabled':true,'buckets':["
                + String.join(",", Collections.nCopies(6, "{'interval':'24h','rate':1000}")) + "]}";
        String limits = "{'rate_limit':{'client_command':{'enabled':true,'presence_stats':" + buckets
                + "},'client_error':{'enabled':true,'total':{'enabled':true,'buckets':[{'interval':'24h','rate':9},"
                + "{'interval':'24h','rate':9}]}}}}";
        ChannelsApp app = instances.start(limits, new ChannelPolicy() {}, Map.of());
        String most = "\"" + "\\\"".repeat(511) + "\"";
        assertThat(most).hasSize(1024);
        String user = "\\\"".repeat(255);
        assertThat(connect(app, "ann", "{\"sub\":\"" + user + "\",\"info\":" + most + ",\"meta\":" + most + "}"))
                .noneMatch(line -> line.startsWith("close"));
        assertThat(connect(app, "bob", "{'meta':'" + "x".repeat(1023) + "'}")).containsExactly("close bob: 3500");
    }

    /** Returns what happens, with the most channels, and limits that are in use. */
    private static List<String> connect(ChannelsApp app, String id, String claims) {
        ClientUnderTest client = ClientUnderTest.open(app, id);
        StringBuilder frame = new StringBuilder("{'id':1,'connect':{'token':'" + SignedTokens.signed(claims) + "'}}");
        for (int i = 1; i <= Session.MAX_CHANNELS; i++) {
            frame.append("\n{'id':" + (i + 1) + ",'subscribe':{'channel':'" + i + "'}}");
        }
        frame.append("\n{'id':998,'presence_stats':{'channel':'1'}}\n{'id':999,'subscribe':{'channel':'no:where'}}");
        List<String> said = client.sends(frame.toString());
        assertThat(client.hub.context).hasSizeLessThanOrEqualTo(4096);
        return said;
    }

    @Test
    void dataOfCallsHasABoundedSize() {
        List<Integer> sizes = new ArrayList<>();
        ChannelsApp app = instances.start(new ChannelPolicy() {
            @Override
            public PolicyDecision onRpc(ChannelClient client, String method, Optional<JsonData> data) {
                sizes.add(data.map(JsonData::bytes).orElse(0));
                return PolicyDecision.allow(JsonData.ofValid("\"" + "x".repeat(Integer.parseInt(method)) + "\""));
            }

            @Override
            public PolicyDecision onPublish(ChannelClient client, String channel, JsonData data) {
                sizes.add(data.bytes());
                return PolicyDecision.allow();
            }
        });
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        String tooLong = "'data':'" + "x".repeat(65_535) + "'";
        for (String command : List.of(
                "'rpc':{'method':'1'," + tooLong + "}",
                "'publish':{'channel':'a'," + tooLong + "}",
                "'rpc':{'method':'131071'}")) {
            assertThat(ann.sends("{'id':2," + command + "}"))
                    .containsExactly("to ann: {\"id\":2,\"error\":{\"code\":106,\"message\":\"limit exceeded\"}}");
        }
        assertThat(sizes).as("only the call with a short argument").containsExactly(0);
        assertThat(ann.sends("{'id':2,'rpc':{'method':'1','data':'" + "x".repeat(65_534) + "'}}")
                        .get(0))
                .contains("\"rpc\":{\"data\":\"x\"}");
    }

    @Test
    void namesAndFramesHaveABoundedSize() {
        ClientUnderTest ann = ClientUnderTest.signedIn(instances.start(new ChannelPolicy() {}), "ann");
        String name = "x".repeat(255);
        assertThat(ann.sends("{'id':2,'subscribe':{'channel':'" + name + "'}}").get(0))
                .contains("\"subscribe\":{");
        assertThat(ann.sends("{'id':3,'subscribe':{'channel':'" + name + "x'}}"))
                .containsExactly("to ann: {\"id\":3,\"error\":{\"code\":107,\"message\":\"bad request\"}}");
        assertThat(ann.sends("{'id':4,'ping':{}}\n".repeat(1000))).hasSize(1);
        assertThat(ann.sends("{'id':4,'ping':{}}\n".repeat(1001))).last().isEqualTo("close ann: 3501");
    }
}
