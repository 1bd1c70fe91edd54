package scf.websocket.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.channels.auth.Authenticator;
import scf.websocket.channels.config.ChannelsConfig;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.store.ChannelsDatabase;
import scf.websocket.config.Settings;
import scf.websocket.connection.MutableClock;
import scf.websocket.connection.MySqlConnectionStore;
import scf.websocket.event.EventReader;
import scf.websocket.event.Feature;
import scf.websocket.testing.Events;

/** What the application asks of the gateway for each command; the channels are in a real database. */
class ChannelsAppTest {
    private static final Instant NOW = ClientUnderTest.NOW;

    private static final String CONFIG = ("{'namespaces':["
                    + "{'name':'chat','presence':true,'join_leave':true,'force_push_join_leave':true,'history_size':100,"
                    + "'history_ttl':'24h','force_recovery':true,'allow_subscribe_for_client':true,"
                    + "'allow_subscribe_for_anonymous':true,'allow_publish_for_subscriber':true,"
                    + "'allow_publish_for_anonymous':true,'allow_history_for_subscriber':true,"
                    + "'allow_history_for_anonymous':true,'allow_presence_for_subscriber':true,"
                    + "'allow_presence_for_anonymous':true},"
                    + "{'name':'live','allow_subscribe_for_client':true,'allow_subscribe_for_anonymous':true,"
                    + "'allow_publish_for_client':true,'allow_publish_for_anonymous':true},{'name':'closed'}]}")
            .replace('\'', '"');

    private static final Settings SETTINGS = Settings.of(
            Map.of("CHANNELS_CONFIG", CONFIG, "AUTH_MODE", "optional", "TOKEN_HMAC_SECRET_KEY", SignedTokens.SECRET));

    @AutoClose
    private static final MySqlConnectionStore connections = MySqlConnectionStore.of(ChannelsDatabase.settings());

    private final MutableClock clock = new MutableClock(NOW);
    private final AtomicLong nanos = new AtomicLong();
    private ChannelPolicy policy = new ChannelPolicy() {};
    private ChannelsApp app;

    @BeforeEach
    void make() {
        ChannelsDatabase.clear();
        make(policy);
    }

    private void make(ChannelPolicy wanted) {
        make(wanted, SETTINGS);
    }

    private void make(ChannelPolicy wanted, Settings settings) {
        app = new ChannelsApp(
                new Services(
                        ChannelsConfig.of(settings),
                        Authenticator.of(settings, clock),
                        ChannelsDatabase.store(connections, clock),
                        ChannelsDatabase.users(connections, clock),
                        wanted,
                        clock,
                        nanos::get),
                settings);
    }

    // ---- connect

    @Test
    void acceptsEveryClientWithAHeartbeatAndTimeToSignIn() {
        assertThat(ClientUnderTest.open(app, "ann").hub.said())
                .containsExactly("heartbeat every 25 s: {}, {}", "deadline in 25 s: 3502");
        assertThat(ClientUnderTest.open(app, "bob", "centrifuge-protobuf").hub.said())
                .containsExactly("heartbeat every 25 s: binary AA==, binary AA==", "deadline in 25 s: 3502");
        assertThat(app.onConnect(
                                new EventReader().readConnect(Events.connecting("c", "x", "centrifuge-protobuf")),
                                new RecordingHub())
                        .subprotocol())
                .contains("centrifuge-protobuf");
    }

    @Test
    void refusesAGatewayThatCannotKeepAContext() {
        assertThat(app.onConnect(
                                new EventReader().readConnect(Events.connecting("c")),
                                new RecordingHub().without(Feature.CONTEXT))
                        .refusal())
                .isPresent();
    }

    @Test
    void signsInAnonymousAndNamedClients() {
        ClientUnderTest anonymous = ClientUnderTest.open(app, "ann");
        assertThat(anonymous.sends("{'id':1,'connect':{}}"))
                .containsExactly(
                        "no deadline",
                        "to ann: {\"id\":1,\"connect\":{\"client\":\"" + anonymous.client()
                                + "\",\"ping\":25,\"pong\":true}}");
        ClientUnderTest named = ClientUnderTest.open(app, "bob");
        assertThat(named.sends("{'id':1,'connect':{'token':'bob+60'}}"))
                .containsExactly(
                        "deadline in 85 s: 3005",
                        "join u:bob: bob",
                        "to bob: {\"id\":1,\"connect\":{\"client\":\"" + named.client()
                                + "\",\"expires\":true,\"ttl\":60,\"ping\":25,\"pong\":true}}");
        assertThat(named.client()).matches("[-0-9a-f]{36}").isNotEqualTo(anonymous.client());
    }

    @Test
    void connectComesFirstAndOnce() {
        assertThat(ClientUnderTest.open(app, "ann").sends("{'id':1,'subscribe':{'channel':'chat:a'}}"))
                .containsExactly("close ann: 3501");
        assertThat(ClientUnderTest.signedIn(app, "bob").sends("{'id':2,'connect':{}}"))
                .containsExactly("close bob: 3501");
        assertThat(ClientUnderTest.open(app, "eve").sends("no frame")).containsExactly("close eve: 3501");
    }

    @Test
    void aRefusedClientIsToldWhyAndTheRestOfItsFrameIsIgnored() {
        assertThat(ClientUnderTest.open(app, "ann")
                        .sends("{'id':1,'connect':{'token':'expired'}}\n{'id':2,'subscribe':{'channel':'chat:a'}}"))
                .containsExactly(
                        "to ann: {\"id\":1,\"error\":{\"code\":109,\"message\":\"token expired\"}}", "close ann: 3005");
        assertThat(ClientUnderTest.open(app, "bob").sends("{'id':1,'connect':{'token':'wrong'}}"))
                .containsExactly("close bob: 3500");
        assertThat(ClientUnderTest.open(app, "eve").sends("{'id':1,'connect':{'token':'" + "x".repeat(256) + "'}}"))
                .containsExactly("close eve: 3500");
    }

    @Test
    void aConnectionWhoseContextTheGatewayLostComesBack() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        ann.hub.context = null;
        assertThat(ann.sends("{'id':2,'ping':{}}")).containsExactly("close ann: 3014");
    }

    // ---- subscribe

    @Test
    void theReplyComesBeforeTheJoinFromItsPositionOn() {
        ClientUnderTest ann = ClientUnderTest.open(app, "ann");
        List<String> said =
                ann.sends("{'id':1,'connect':{}}\n{'id':2,'subscribe':{'channel':'chat:a'}}\n{'id':3,'ping':{}}");

        assertThat(said).hasSize(6);
        assertThat(said.get(1))
                .startsWith("to j:chat:a without ann: {\"push\":{\"channel\":\"chat:a\",\"join\":{\"info\":{");
        assertThat(said.get(2)).startsWith("to p:chat:a without ann: binary ");
        assertThat(said.get(3))
                .matches("(?s)to ann: \\{\"id\":1,\"connect\":.*\n\\{\"id\":2,\"subscribe\":\\{\"recoverable\":true,"
                        + "\"epoch\":\"[-_A-Za-z0-9]{12}\".*\n\\{\"id\":3,\"ping\":\\{\\}\\}");
        assertThat(said.get(4))
                .isEqualTo("join c:chat:a after 0: ann, text, lost {\"push\":{\"channel\":\"chat:a\",\"unsubscribe\":"
                        + "{\"code\":2500,\"reason\":\"insufficient state\"}}}");
        assertThat(said.get(5)).isEqualTo("join j:chat:a: ann");
    }

    @Test
    void aChannelWithoutHistoryHasAPlainGroup() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        assertThat(ann.sends("{'id':2,'subscribe':{'channel':'live:a'}}"))
                .containsExactly("to ann: {\"id\":2,\"subscribe\":{}}", "join j:live:a: ann");
        List<String> said = ann.sends("{'id':3,'publish':{'channel':'live:a','data':{'x':1}}}");
        assertThat(said).hasSize(3);
        assertThat(said.get(0))
                .startsWith("to j:live:a: {\"push\":{\"channel\":\"live:a\",\"pub\":{\"data\":{\"x\":1}");
        assertThat(said.get(1)).startsWith("to p:live:a: binary ");
        assertThat(said.get(2)).isEqualTo("to ann: {\"id\":3,\"publish\":{}}");
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM Channel")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"nowhere:a, 102", "closed:a, 103", "a, 103", "$chat:a, 103"})
    void refusesChannelsThatAreNotOpen(String channel, int code) {
        assertThat(ClientUnderTest.signedIn(app, "ann").sends("{'id':2,'subscribe':{'channel':'" + channel + "'}}"))
                .singleElement()
                .asString()
                .startsWith("to ann: {\"id\":2,\"error\":{\"code\":" + code + ",");
    }

    @Test
    void aSubscriptionTokenOpensAChannelForItsTime() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        assertThat(ann.sends("{'id':2,'subscribe':{'channel':'closed:a','token':'closed:a'}}"))
                .containsExactly(
                        "to ann: {\"id\":2,\"subscribe\":{\"expires\":true,\"ttl\":60}}", "join j:closed:a: ann");
        assertThat(ann.sends("{'id':3,'subscribe':{'channel':'closed:b','token':'expired'}}"))
                .containsExactly("to ann: {\"id\":3,\"error\":{\"code\":109,\"message\":\"token expired\"}}");
        assertThat(ann.sends("{'id':4,'subscribe':{'channel':'closed:b','token':'wrong'}}"))
                .containsExactly("to ann: {\"id\":4,\"error\":{\"code\":103,\"message\":\"permission denied\"}}");
        assertThat(ann.sends("{'id':5,'sub_refresh':{'channel':'closed:a','token':'closed:a'}}"))
                .containsExactly("to ann: {\"id\":5,\"sub_refresh\":{\"expires\":true,\"ttl\":60}}");
        assertThat(ann.sends("{'id':6,'sub_refresh':{'channel':'closed:a','token':'expired'}}"))
                .containsExactly(
                        "leave c:closed:a: ann",
                        "leave j:closed:a: ann",
                        "to ann: {\"push\":{\"channel\":\"closed:a\",\"unsubscribe\":{\"code\":2501,\"reason\":"
                                + "\"subscription expired\"}}}");
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM Subscription")).isZero();
    }

    @Test
    void onlyASubscriberRenewsASubscription() {
        String renews = "{'id':2,'sub_refresh':{'channel':'closed:a','token':'closed:a'}}";
        List<String> refused = List.of("to ann: {\"id\":2,\"error\":{\"code\":103,\"message\":\"permission denied\"}}");
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        assertThat(ann.sends(renews)).isEqualTo(refused);
        ann.sends("{'id':3,'subscribe':{'channel':'closed:a','token':'closed:a'}}");
        ann.sends("{'id':4,'unsubscribe':{'channel':'closed:a'}}");
        assertThat(ann.sends(renews)).isEqualTo(refused);
    }

    @Test
    void aSubscriptionTokenWithoutExpiryKeepsTheChannelOpen() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        ann.sends("{'id':2,'subscribe':{'channel':'closed:a','token':'closed:a'}}");
        assertThat(ann.sends("{'id':3,'sub_refresh':{'channel':'closed:a','token':'closed:a*'}}"))
                .containsExactly("to ann: {\"id\":3,\"sub_refresh\":{}}");

        clock.advance(Duration.ofHours(25));
        RecordingHub timer = new RecordingHub();
        app.onSweep(timer);
        assertThat(timer.said()).isEmpty();
    }

    @Test
    void theConnectionTokenSubscribesAndALossEndsTheConnection() {
        ClientUnderTest ann = ClientUnderTest.open(app, "ann");
        List<String> said = ann.sends("{'id':1,'connect':{'token':'ann/chat:a'}}");

        assertThat(said.get(said.size() - 2)).isEqualTo("join c:chat:a after 0: ann, text, lost 3010");
        assertThat(said.get(said.size() - 3)).contains("\"subs\":{\"chat:a\":{\"recoverable\":true");
    }

    @Test
    void aConnectionTokenThatNamesAChannelTwiceSubscribesOnce() {
        assertThat(ClientUnderTest.open(app, "ann").sends("{'id':1,'connect':{'token':'ann/chat:a,chat:a'}}"))
                .filteredOn(line -> line.startsWith("to j:chat:a without ann: "))
                .hasSize(1);
    }

    @Test
    void unsubscribingLeavesBeforeTheReplyAndAlwaysSucceeds() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}");
        List<String> said = ann.sends("{'id':3,'unsubscribe':{'channel':'chat:a'}}");

        assertThat(said)
                .startsWith("leave c:chat:a: ann", "leave j:chat:a: ann")
                .hasSize(5);
        assertThat(said.get(2)).startsWith("to j:chat:a: {\"push\":{\"channel\":\"chat:a\",\"leave\":");
        assertThat(said).endsWith("to ann: {\"id\":3,\"unsubscribe\":{}}");
        assertThat(ann.sends("{'id':4,'unsubscribe':{'channel':'nowhere:x'}}"))
                .endsWith("to ann: {\"id\":4,\"unsubscribe\":{}}");
        assertThat(ann.sends("{'id':5,'publish':{'channel':'chat:a','data':1}}"))
                .containsExactly("to ann: {\"id\":5,\"error\":{\"code\":103,\"message\":\"permission denied\"}}");
    }

    @Test
    void aFrameThatSubscribesAndUnsubscribesEndsOutside() {
        List<String> said = ClientUnderTest.signedIn(app, "ann")
                .sends("{'id':2,'subscribe':{'channel':'live:a'}}\n{'id':3,'unsubscribe':{'channel':'live:a'}}");

        assertThat(said)
                .containsExactly(
                        "to ann: {\"id\":2,\"subscribe\":{}}",
                        "join j:live:a: ann",
                        "leave c:live:a: ann",
                        "leave j:live:a: ann",
                        "to ann: {\"id\":3,\"unsubscribe\":{}}");
    }

    @Test
    void aClientHasABoundedNumberOfChannels() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        StringBuilder frame = new StringBuilder();
        for (int i = 1; i <= 101; i++) {
            frame.append(i == 1 ? "" : "\n").append("{'id':" + (i + 1) + ",'subscribe':{'channel':'live:" + i + "'}}");
        }
        assertThat(ann.sends(frame.toString()).get(0))
                .endsWith("{\"id\":102,\"error\":{\"code\":106,\"message\":\"limit exceeded\"}}");
        assertThat(ann.hub.context.length()).isLessThan(2000);
        assertThat(ann.sends("{'id':200,'subscribe':{'channel':'live:1'}}").get(0))
                .contains("\"subscribe\":{}");
    }

    // ---- publish, history, recovery

    @Test
    void aPublicationIsStoredAndSentWithItsNumber() {
        ClientUnderTest ann = ClientUnderTest.open(app, "ann");
        ann.sends("{'id':1,'connect':{'token':'ann'}}\n{'id':2,'subscribe':{'channel':'chat:a'}}");
        String pub = "{\"push\":{\"channel\":\"chat:a\",\"pub\":{\"data\":{\"text\":\"hi\"},\"info\":{\"user\":\"ann\","
                + "\"client\":\"" + ann.client() + "\",\"conn_info\":{\"name\":\"ann\"}},\"offset\":1,\"time\":"
                + NOW.toEpochMilli() + "}}}";
        List<String> said = ann.sends("{'id':3,'publish':{'channel':'chat:a','data':{'text':'hi'}}}");

        assertThat(said).hasSize(2);
        assertThat(json(said.get(0).substring("to c:chat:a number 1: ".length())))
                .isEqualTo(json(pub));
        assertThat(said.get(1)).isEqualTo("to ann: {\"id\":3,\"publish\":{}}");
        assertThat(ann.sends("{'id':3,'publish':{'channel':'chat:a','data':{'text':'hi'}}}"))
                .as("the event came twice")
                .containsExactly("to c:chat:a number 1: nothing", "to ann: {\"id\":3,\"publish\":{}}");
        assertThat(ann.sends("{'id':3,'publish':{'channel':'chat:a','data':{'text':'ho'}}}")
                        .get(0))
                .as("a client that uses a number twice")
                .startsWith("to c:chat:a number 2: ");
    }

    private static Object json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsHistoryForwardsAndBackwards() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}");
        publish(ann, 1, 5);

        assertThat(offsets(ann.sends("{'id':50,'history':{'channel':'chat:a','limit':2}}")))
                .containsExactly(1L, 2L);
        assertThat(offsets(ann.sends("{'id':50,'history':{'channel':'chat:a','limit':2,'reverse':true}}")))
                .containsExactly(5L, 4L);
        assertThat(offsets(ann.sends("{'id':50,'history':{'channel':'chat:a','limit':-1}}")))
                .hasSize(5);
        assertThat(offsets(ann.sends("{'id':50,'history':{'channel':'chat:a'}}")))
                .isEmpty();
        assertThat(ann.sends("{'id':50,'history':{'channel':'chat:a','limit':1,'since':{'offset':1,'epoch':'other'}}}"))
                .containsExactly("to ann: {\"id\":50,\"error\":{\"code\":112,\"message\":\"unrecoverable position\"}}");
        assertThat(ann.sends("{'id':50,'history':{'channel':'live:a','limit':1}}"))
                .containsExactly("to ann: {\"id\":50,\"error\":{\"code\":108,\"message\":\"not available\"}}");
    }

    @Test
    void recoversWhatAClientMissedOrSaysThatItCannot() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        String reply = ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}").get(2);
        String epoch = reply.replaceAll(".*\"epoch\":\"([^\"]*)\".*", "$1");
        publish(ann, 1, 4);

        List<String> said = recover(ann, 1, epoch);
        assertThat(offsets(said.subList(0, 1))).containsExactly(2L, 3L, 4L);
        assertThat(said.get(0)).contains("\"recovered\":true").contains("\"was_recovering\":true");
        assertThat(said.get(1)).startsWith("join c:chat:a after 4: ");
        said = recover(ann, 4, epoch);
        assertThat(said.get(0))
                .contains("\"recovered\":true")
                .contains("\"offset\":4")
                .doesNotContain("publications");
        assertThat(recover(ann, 1, "other").get(0))
                .doesNotContain("\"recovered\"")
                .contains("\"was_recovering\":true");
        assertThat(recover(ann, 9, epoch).get(0))
                .doesNotContain("\"recovered\"")
                .contains("\"was_recovering\":true");
        ChannelsDatabase.execute("DELETE FROM Publication WHERE Seq = 2");
        assertThat(recover(ann, 1, epoch).get(0))
                .doesNotContain("\"recovered\"")
                .doesNotContain("publications");
    }

    @Test
    void aClientThatKnowsNoEpochGetsAllThatWasEverPublishedOrLearnsThatItCannot() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}");
        assertThat(recover(ann, 0, "").get(0)).contains("\"recovered\":true").doesNotContain("publications");
        publish(ann, 1, 3);

        List<String> said = recover(ann, 0, "");
        assertThat(offsets(said.subList(0, 1))).containsExactly(1L, 2L, 3L);
        assertThat(said.get(0)).contains("\"recovered\":true").containsPattern("\"epoch\":\"[^\"]+\"");
        assertThat(said.get(1)).startsWith("join c:chat:a after 3: ");

        int usual = ann.hub.maxMessageBytes().orElseThrow();
        // None fits: the gateway delivers all of them.
        ann.hub.maxMessageBytes(400);
        said = recover(ann, 0, "");
        assertThat(said.get(0)).contains("\"recovered\":true").containsPattern("\"epoch\":\"[^\"]+\"");
        assertThat(said.get(1)).startsWith("join c:chat:a after 0: ");

        ann.hub.maxMessageBytes(usual);
        ChannelsDatabase.execute("DELETE FROM Publication WHERE Seq = 1");
        assertThat(recover(ann, 0, "").get(0)).doesNotContain("\"recovered\"");
    }

    private static List<String> recover(ClientUnderTest client, long offset, String epoch) {
        return client
                .sends("{'id':60,'subscribe':{'channel':'chat:a','recover':true,'epoch':'" + epoch + "','offset':"
                        + offset + "}}")
                .stream()
                .filter(line -> !line.contains("\"join\":") && !line.contains("binary"))
                .toList();
    }

    @Test
    void aRecoveryThatDoesNotFitIsContinuedByTheGateway() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        String reply = ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}").get(2);
        publish(ann, 1, 10);
        ann.hub.maxMessageBytes(2000);
        List<String> said = recover(ann, 2, reply.replaceAll(".*\"epoch\":\"([^\"]*)\".*", "$1"));

        assertThat(offsets(said.subList(0, 1))).containsExactly(3L, 4L, 5L);
        assertThat(said.get(0)).contains("\"recovered\":true");
        assertThat(said.get(1)).startsWith("join c:chat:a after 5: ");
    }

    @Test
    void theRecoveriesOfAConnectReplyFitIntoOneMessage() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        List<String> wanted = new ArrayList<>();
        for (String channel : List.of("chat:a", "chat:b", "chat:c")) {
            String reply = ann.sends("{'id':2,'subscribe':{'channel':'" + channel + "'}}")
                    .get(2);
            ann.sends("{'id':3,'publish':{'channel':'" + channel + "','data':'" + "x".repeat(500) + "'}}");
            wanted.add("'" + channel + "':{'recover':true,'offset':0,'epoch':'"
                    + reply.replaceAll(".*\"epoch\":\"([^\"]*)\".*", "$1") + "'}");
        }
        ClientUnderTest bob = ClientUnderTest.open(app, "bob");
        bob.hub.maxMessageBytes(2000);
        List<String> said = bob.sends(
                "{'id':1,'connect':{'token':'bob/chat:a,chat:b,chat:c','subs':{" + String.join(",", wanted) + "}}}");

        String reply = said.stream()
                .filter(line -> line.startsWith("to bob: {\"id\":1"))
                .findFirst()
                .orElseThrow();
        assertThat(reply).hasSizeLessThan(2000);
        assertThat(said.stream()
                        .filter(line -> line.startsWith("join c:"))
                        .map(line -> line.replaceAll("join c:chat:(.*?): .*", "$1")))
                .as("the gateway continues from there")
                .containsExactly("a after 1", "b after 0", "c after 0");
    }

    private static void publish(ClientUnderTest client, int from, int to) {
        for (int i = from; i <= to; i++) {
            client.sends("{'id':" + (10 + i) + ",'publish':{'channel':'chat:a','data':" + i + "}}");
        }
    }

    private static List<Long> offsets(List<String> said) {
        List<Long> offsets = new ArrayList<>();
        var matcher = Pattern.compile("\"data\":[0-9]+,.*?\"offset\":([0-9]+)").matcher(said.get(0));
        while (matcher.find()) {
            offsets.add(Long.valueOf(matcher.group(1)));
        }
        return offsets;
    }

    @Test
    void aPublicationHasABoundedSize() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}");
        assertThat(ann.sends("{'id':3,'publish':{'channel':'chat:a','data':'" + "x".repeat(64 << 10) + "'}}"))
                .containsExactly("to ann: {\"id\":3,\"error\":{\"code\":106,\"message\":\"limit exceeded\"}}");
    }

    // ---- presence

    @Test
    void presenceListsWhoIsInUntilTheConnectionEnds() throws Exception {
        ClientUnderTest ann = ClientUnderTest.open(app, "ann");
        ann.sends("{'id':1,'connect':{'token':'ann'}}\n{'id':2,'subscribe':{'channel':'chat:a'}}");
        ClientUnderTest bob = ClientUnderTest.open(app, "bob");
        bob.sends("{'id':1,'connect':{'token':'bob'}}\n{'id':2,'subscribe':{'channel':'chat:a'}}");

        assertThat(ann.sends("{'id':3,'presence':{'channel':'chat:a'}}").get(0))
                .contains("\"" + ann.client() + "\":{\"user\":\"ann\"")
                .contains("\"" + bob.client() + "\":{\"user\":\"bob\"");
        assertThat(ann.sends("{'id':3,'presence_stats':{'channel':'chat:a'}}"))
                .containsExactly("to ann: {\"id\":3,\"presence_stats\":{\"num_clients\":2,\"num_users\":2}}");
        assertThat(bob.ends().get(0))
                .startsWith("to j:chat:a: {\"push\":{\"channel\":\"chat:a\",\"leave\":{\"info\":{\"user\":\"bob\"");
        assertThat(bob.ends()).isEmpty();
        assertThat(ann.sends("{'id':3,'presence_stats':{'channel':'chat:a'}}"))
                .containsExactly("to ann: {\"id\":3,\"presence_stats\":{\"num_clients\":1,\"num_users\":1}}");
        assertThat(ann.sends("{'id':3,'presence':{'channel':'live:a'}}"))
                .containsExactly("to ann: {\"id\":3,\"error\":{\"code\":108,\"message\":\"not available\"}}");
    }

    @Test
    void aRefusedSubscriptionLeavesNobodyPresent() {
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}");
        ClientUnderTest bob = ClientUnderTest.signedIn(app, "bob");
        assertThat(bob.sends("{'id':2,'subscribe':{'channel':'chat:a','recover':true,'epoch':'other','offset':1,"
                        + "'flag':2}}"))
                .containsExactly("to bob: {\"id\":2,\"error\":{\"code\":112,\"message\":\"unrecoverable position\"}}");
        assertThat(ann.sends("{'id':3,'presence_stats':{'channel':'chat:a'}}").get(0))
                .contains("\"num_clients\":1");
    }

    @Test
    void aPolicyThatFailsHidesNoLeave() throws Exception {
        make(new ChannelPolicy() {
            @Override
            public void onLeave(ClientInfo client, String channel) throws Exception {
                throw new Exception("a bug");
            }
        });
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}\n{'id':3,'subscribe':{'channel':'chat:b'}}");
        assertThat(ann.ends())
                .anyMatch(line -> line.startsWith("to j:chat:a: ") && line.contains("\"leave\""))
                .anyMatch(line -> line.startsWith("to j:chat:b: ") && line.contains("\"leave\""));
    }

    @Test
    void aPolicyThatFailsAtAJoinHidesNoJoin() {
        make(new ChannelPolicy() {
            @Override
            public void onJoin(ClientInfo client, String channel) throws Exception {
                throw new Exception("a bug");
            }
        });
        assertThat(ClientUnderTest.signedIn(app, "ann").sends("{'id':2,'subscribe':{'channel':'chat:a'}}"))
                .anyMatch(line -> line.startsWith("to j:chat:a without ann: ") && line.contains("\"join\""))
                .anyMatch(line -> line.startsWith("to ann: {\"id\":2,\"subscribe\":{\"recoverable\":true"));
    }

    @Test
    void aPolicyThatIsInterruptedByTheEndOfAClientLeavesTheThreadInterrupted() {
        make(new ChannelPolicy() {
            @Override
            public void onLeave(ClientInfo client, String channel) throws Exception {
                throw new InterruptedException("the instance ends");
            }
        });
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}");
        ann.ends();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aPresenceListsAsManyAsFitIntoAMessage() {
        ClientUnderTest ann = null;
        for (int i = 0; i < 10; i++) {
            ann = ClientUnderTest.signedIn(app, "c" + i);
            ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}");
        }
        ann.hub.maxMessageBytes(2000);
        assertThat(ann.sends("{'id':3,'presence':{'channel':'chat:a'}}").get(0).split("\"client\"", -1))
                .hasSize(4);
        assertThat(ann.sends("{'id':4,'presence_stats':{'channel':'chat:a'}}").get(0))
                .contains("\"num_clients\":10");
    }

    @Test
    void joinPushesAreBoundedPerSecond() {
        int pushes = 0;
        for (int i = 0; i < 15; i++) {
            List<String> said =
                    ClientUnderTest.signedIn(app, "c" + i).sends("{'id':2,'subscribe':{'channel':'chat:a'}}");
            pushes += said.stream().anyMatch(line -> line.startsWith("to j:chat:a")) ? 1 : 0;
        }
        assertThat(pushes).isEqualTo(AnnouncementLimit.PER_SECOND);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(ClientUnderTest.signedIn(app, "later").sends("{'id':2,'subscribe':{'channel':'chat:a'}}"))
                .anyMatch(line -> line.startsWith("to j:chat:a"));
    }

    // ---- sweep

    @Test
    void theSweepRemovesSubscriptionsWithoutAConnectionAndEndsThoseThatHaveExpired() {
        ClientUnderTest gone = ClientUnderTest.signedIn(app, "gone");
        gone.sends("{'id':2,'subscribe':{'channel':'chat:a'}}");
        ChannelsDatabase.execute("DELETE FROM ConnectionID_List WHERE ConnectionID = 'gone'");
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}\n"
                + "{'id':3,'subscribe':{'channel':'closed:a','token':'closed:a'}}");
        publish(ann, 1, 3);
        RecordingHub timer = new RecordingHub();
        app.onSweep(timer);

        assertThat(timer.said()).isEmpty();
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM Subscription")).isEqualTo(2);
        clock.advance(Duration.ofHours(25));
        app.onSweep(timer);
        assertThat(timer.said()).containsExactly("close ann now: 3006");
        assertThat(ann.ends())
                .as("the cleanup that follows finds the subscriptions")
                .anyMatch(line -> line.startsWith("to j:chat:a: ") && line.contains("\"leave\""));
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM Publication")).isZero();
    }

    // ---- refresh, policy

    @Test
    void aRenewedTokenMovesTheDeadlineAndAnExpiredOneClosesWithoutAnError() {
        ClientUnderTest ann = ClientUnderTest.open(app, "ann");
        ann.sends("{'id':1,'connect':{'token':'ann+60'}}");
        assertThat(ann.sends("{'id':2,'refresh':{'token':'ann+120'}}"))
                .containsExactly(
                        "deadline in 145 s: 3005",
                        "to ann: {\"id\":2,\"refresh\":{\"client\":\"" + ann.client()
                                + "\",\"expires\":true,\"ttl\":120}}");
        assertThat(ann.sends("{'id':3,'refresh':{'token':'bob+120'}}")).containsExactly("close ann: 3500");
        assertThat(ann.sends("{'id':4,'refresh':{'token':'expired'}}")).containsExactly("close ann: 3005");
    }

    @Test
    void thePolicyRefusesChangesAndTakesOver() {
        make(new ChannelPolicy() {
            @Override
            public PolicyDecision onSubscribe(ChannelClient client, String channel) {
                return channel.endsWith("b")
                        ? PolicyDecision.refuse(ProtocolError.LIMIT_EXCEEDED)
                        : PolicyDecision.allow();
            }

            @Override
            public PolicyDecision onPublish(ChannelClient client, String channel, JsonData data) throws Exception {
                return switch (data.text()) {
                    case "1" -> PolicyDecision.allow(JsonData.ofValid("\"one\""));
                    case "2" -> PolicyDecision.handled();
                    default -> throw new Exception("a bug");
                };
            }

            @Override
            public PolicyDecision onRpc(ChannelClient client, String method, Optional<JsonData> data) {
                return PolicyDecision.allow(JsonData.ofValid("{\"called\":\"" + method + "\"}"));
            }
        });
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        assertThat(ann.sends("{'id':2,'subscribe':{'channel':'live:b'}}").get(0))
                .contains("\"code\":106");
        assertThat(ann.sends("{'id':3,'publish':{'channel':'live:a','data':1}}").get(0))
                .contains("\"data\":\"one\"");
        assertThat(ann.sends("{'id':4,'publish':{'channel':'live:a','data':2}}"))
                .containsExactly("to ann: {\"id\":4,\"publish\":{}}");
        assertThat(ann.sends("{'id':5,'publish':{'channel':'live:a','data':3}}").get(0))
                .contains("\"code\":100");
        assertThat(ann.sends("{'id':6,'rpc':{'method':'time'}}"))
                .containsExactly("to ann: {\"id\":6,\"rpc\":{\"data\":{\"called\":\"time\"}}}");
    }

    @Test
    void anUnknownCommandLeavesTheConnectionOpenOfWhoHasSignedIn() {
        assertThat(ClientUnderTest.signedIn(app, "ann").sends("{'id':2,'later':{}}\n{'id':3,'ping':{}}"))
                .containsExactly("to ann: {\"id\":2,\"error\":{\"code\":104,\"message\":\"method not found\"}}\n"
                        + "{\"id\":3,\"ping\":{}}");
        assertThat(ClientUnderTest.open(app, "bob").sends("{'id':1,'later':{}}"))
                .containsExactly("close bob: 3501");
    }

    @Test
    void withoutAPolicyThereAreNoMethods() {
        assertThat(ClientUnderTest.signedIn(app, "ann").sends("{'id':6,'rpc':{'method':'time'}}"))
                .containsExactly("to ann: {\"id\":6,\"error\":{\"code\":104,\"message\":\"method not found\"}}");
    }

    /** A client whose row remains would stay present in the channel for as long as it is connected. */
    @Test
    void commandsWithoutTimeAreTemporaryErrorsAndWhoeverUnsubscribesConnectsAnew() {
        AtomicReference<RecordingHub> hub = new AtomicReference<>();
        make(new ChannelPolicy() {
            @Override
            public PolicyDecision onPublish(ChannelClient client, String channel, JsonData data) {
                hub.get().remaining = Duration.ofMillis(400);
                return PolicyDecision.allow();
            }
        });
        ClientUnderTest ann = ClientUnderTest.signedIn(app, "ann");
        hub.set(ann.hub);
        ann.sends("{'id':2,'subscribe':{'channel':'live:a'}}");
        String publish = "{'id':3,'publish':{'channel':'live:a','data':1}}\n";
        assertThat(ann.sends(publish + publish.replace("3", "4") + "{'id':5,'ping':{}}\n{'send':{}}"))
                .last()
                .isEqualTo("to ann: {\"id\":3,\"publish\":{}}\n{\"id\":4,\"error\":{\"code\":100,\"message\":"
                        + "\"internal server error\",\"temporary\":true}}\n{\"id\":5,\"ping\":{}}");
        hub.get().remaining = Duration.ofSeconds(3);
        assertThat(ann.sends(publish + "{'id':6,'unsubscribe':{'channel':'live:a'}}"))
                .endsWith("to ann: {\"id\":3,\"publish\":{}}", "close ann: 3004");
    }

    @Test
    void aDatabaseThatIsDownIsATemporaryErrorAndWhoeverUnsubscribesConnectsAnew() {
        try (MySqlConnectionStore nowhere = MySqlConnectionStore.of(Settings.of(
                Map.of("DB_HOST", "127.0.0.1", "DB_PORT", "1", "DB_USER", "x", "DB_CONNECT_TIMEOUT_MILLIS", "300")))) {
            ChannelsApp broken = new ChannelsApp(
                    new Services(
                            ChannelsConfig.of(SETTINGS),
                            Authenticator.of(SETTINGS, clock),
                            ChannelsDatabase.store(nowhere, Clock.systemUTC()),
                            ChannelsDatabase.users(nowhere, Clock.systemUTC()),
                            policy,
                            clock,
                            nanos::get),
                    SETTINGS);
            ClientUnderTest ann = ClientUnderTest.signedIn(broken, "ann");
            assertThat(ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}"))
                    .containsExactly("to ann: {\"id\":2,\"error\":{\"code\":100,\"message\":\"internal server error\","
                            + "\"temporary\":true}}");
            assertThat(ann.sends("{'id':3,'unsubscribe':{'channel':'chat:a'}}"))
                    .containsExactly("leave c:chat:a: ann", "leave j:chat:a: ann", "close ann: 3004");
        }
    }
}
