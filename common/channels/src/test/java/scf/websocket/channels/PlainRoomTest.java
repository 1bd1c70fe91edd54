package scf.websocket.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.channels.auth.Authenticator;
import scf.websocket.channels.config.ChannelsConfig;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.store.ChannelsDatabase;
import scf.websocket.config.Settings;
import scf.websocket.connection.MySqlConnectionStore;

/** Clients of the documented chat room and of the protocol, in one room. */
class PlainRoomTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "AUTH_MODE",
            "anonymous",
            "CHANNELS_CONFIG",
            ("{'plain_room':{'path':'/release/room','channel':'chat:lobby'},'namespaces':[{'name':'chat',"
                            + "'history_size':10,'history_ttl':'1h','force_recovery':true,"
                            + "'allow_subscribe_for_client':true,'allow_subscribe_for_anonymous':true,"
                            + "'allow_publish_for_subscriber':true,'allow_publish_for_anonymous':true}]}")
                    .replace('\'', '"'));

    @AutoClose
    private final Instances instances = new Instances();

    private final ChannelsApp app = instances.start("", new ChannelPolicy() {}, SETTINGS);

    @Test
    void aPlainClientNeedNotSignInAndHasNoHeartbeat() {
        assertThat(ClientUnderTest.plain(app, "a").hub.said()).containsExactly("join plain: a");
    }

    @Test
    void aPlainMessageGoesUnchangedToTheOthersAndIntoTheChannel() {
        ClientUnderTest plain = ClientUnderTest.plain(app, "a");

        assertThat(plain.says("say \"hi\"\n"))
                .containsExactly(
                        "to plain without a: say \"hi\"\n",
                        "to c:chat:lobby number 1: {\"push\":{\"channel\":\"chat:lobby\",\"pub\":{\"data\":"
                                + "{\"text\":\"say \\\"hi\\\"\\n\"},\"info\":{\"user\":\"\",\"client\":\""
                                + plain.client()
                                + "\"},\"offset\":1,\"time\":" + ClientUnderTest.NOW.toEpochMilli() + "}}}");
    }

    @Test
    void plainClientsHearEachOtherWithoutTheDatabase() {
        Settings settings = Settings.of(SETTINGS);
        try (MySqlConnectionStore nowhere = MySqlConnectionStore.of(Settings.of(
                Map.of("DB_HOST", "127.0.0.1", "DB_PORT", "1", "DB_USER", "x", "DB_CONNECT_TIMEOUT_MILLIS", "300")))) {
            ChannelsApp broken = new ChannelsApp(
                    new Services(
                            ChannelsConfig.of(settings),
                            Authenticator.of(settings, Clock.systemUTC()),
                            ChannelsDatabase.store(nowhere, Clock.systemUTC()),
                            ChannelsDatabase.users(nowhere, Clock.systemUTC()),
                            new ChannelPolicy() {},
                            Clock.systemUTC(),
                            System::nanoTime),
                    settings);
            assertThat(ClientUnderTest.plain(broken, "a").says("hello")).containsExactly("to plain without a: hello");
        }
    }

    @Test
    void binaryMessagesStayAmongPlainClients() {
        assertThat(ClientUnderTest.plain(app, "a").sends(new byte[] {1, 2}))
                .containsExactly("to plain without a: binary AQI=");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    "hello"                  | hello
                    {"text":"hello","by":1}  | hello
                    {"by":{},"text":"hello"} | hello
                    {"text":7}               | {"text":7}
                    {"text":null}            | {"text":null}
                    {"by":"me"}              | {"by":"me"}
                    [1, 2]                   | [1,2]
                    """)
    void aPublicationInTheChannelReachesPlainClientsAsText(String data, String text) {
        ClientUnderTest client = ClientUnderTest.signedIn(app, "b");
        client.sends("{'id':2,'subscribe':{'channel':'chat:lobby'}}");

        assertThat(client.sends("{'id':3,'publish':{'channel':'chat:lobby','data':" + data + "}}"))
                .hasSize(3)
                .contains("to plain: " + text);
    }

    @Test
    void aPublicationThatIsRepeatedReachesPlainClientsOnce() {
        ClientUnderTest client = ClientUnderTest.signedIn(app, "b");
        client.sends("{'id':2,'subscribe':{'channel':'chat:lobby'}}");
        String publish = "{'id':3,'publish':{'channel':'chat:lobby','data':'hello'}}";

        assertThat(client.sends(publish)).contains("to plain: hello");
        assertThat(client.sends(publish)).noneMatch(line -> line.startsWith("to plain"));
    }

    @Test
    void otherChannelsAreNotMirrored() {
        ClientUnderTest client = ClientUnderTest.signedIn(app, "b");
        client.sends("{'id':2,'subscribe':{'channel':'chat:other'}}");

        assertThat(client.sends("{'id':3,'publish':{'channel':'chat:other','data':'x'}}"))
                .noneMatch(line -> line.startsWith("to plain"));
    }

    @Test
    void thePolicyDecidesOnPlainMessagesToo() {
        ChannelPolicy policy = new ChannelPolicy() {
            @Override
            public PolicyDecision onPublish(ChannelClient client, String channel, JsonData data) {
                return PolicyDecision.refuse(ProtocolError.PERMISSION_DENIED);
            }
        };

        assertThat(ClientUnderTest.plain(instances.start("", policy, SETTINGS), "a")
                        .says("bad word"))
                .isEmpty();
    }

    @Test
    void whatThePolicyChangesIsChangedForEverybody() {
        ChannelPolicy policy = new ChannelPolicy() {
            @Override
            public PolicyDecision onPublish(ChannelClient client, String channel, JsonData data) {
                return PolicyDecision.allow(
                        JsonData.parse(data.text().replace("darn", "****")).orElseThrow());
            }
        };

        assertThat(ClientUnderTest.plain(instances.start("", policy, SETTINGS), "a")
                        .says("darn it"))
                .hasSize(2)
                .contains("to plain without a: **** it")
                .noneMatch(line -> line.contains("darn"));
    }

    @Test
    void theEndOfAPlainClientIsNobodysLeave() {
        assertThat(ClientUnderTest.plain(app, "a").ends()).isEmpty();
    }
}
