package scf.websocket.testing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scf.websocket.channels.ChannelsApp;
import scf.websocket.config.Settings;
import scf.websocket.connection.MySqlConnectionStore;
import scf.websocket.jar.TestDatabase;

/** The application with channels behind a real gateway, with a real database and clients that speak JSON frames. */
class ChannelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONFIG = ("{'namespaces':[{'name':'chat','presence':true,'join_leave':true,"
                    + "'force_push_join_leave':true,'history_size':100,'history_ttl':'24h','force_recovery':true,"
                    + "'allow_subscribe_for_client':true,'allow_subscribe_for_anonymous':true,"
                    + "'allow_publish_for_subscriber':true,'allow_publish_for_anonymous':true,"
                    + "'allow_presence_for_subscriber':true,'allow_presence_for_anonymous':true}]}")
            .replace('\'', '"');

    @AutoClose
    private static final TestDatabase database = new TestDatabase();

    private static final Settings settings = Settings.of(database.environment(Map.of(
            "CHANNELS_CONFIG",
            CONFIG,
            "AUTH_MODE",
            "anonymous",
            "DB_CONNECT_TIMEOUT_MILLIS",
            "5000",
            "DB_QUERY_TIMEOUT_MILLIS",
            "5000")));

    private static final MySqlConnectionStore connections = MySqlConnectionStore.of(settings);

    private static final TestGateway gateway = TestGateway.start(
            new ChannelsApp(settings, connections.shared(DataSource.class).orElseThrow()), connections);

    /** The database's folder outlives a run. */
    @BeforeAll
    static void clear() {
        for (String table : List.of("Channel", "Publication", "Subscription")) {
            database.execute("DELETE FROM " + table);
        }
        database.reset(0);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        connections.close();
    }

    /** A client in a channel. */
    private static final class Member implements AutoCloseable {
        final TestClient client = gateway.connect();
        final List<Long> offsets = new ArrayList<>();
        private final Deque<JsonNode> unread = new ArrayDeque<>();
        private final String channel;
        private int id = 10;

        Member(String channel) {
            this.channel = channel;
        }

        /** Signs in and subscribes; returns the result. */
        JsonNode subscribe(String recovery) {
            client.send(
                    json("{'id':1,'connect':{}}\n{'id':2,'subscribe':{'channel':'" + channel + "'" + recovery + "}}"));
            JsonNode result = await(message -> message.path("id").asInt() == 2).path("subscribe");
            result.path("publications")
                    .forEach(pub -> offsets.add(pub.path("offset").asLong()));
            return result;
        }

        void publish(int count) {
            for (int i = 0; i < count; i++) {
                client.send(json("{'id':" + ++id + ",'publish':{'channel':'" + channel + "','data':" + i + "}}"));
            }
        }

        /** Reads until so many publications have come in all. */
        void awaitOffsets(int count) {
            while (offsets.size() < count) {
                await(message -> message.path("push").has("pub"));
            }
        }

        /** Returns the first message that fits; notes the publications on the way. */
        JsonNode await(Predicate<JsonNode> fits) {
            while (true) {
                while (unread.isEmpty()) {
                    for (String line : client.receiveText().split("\n", -1)) {
                        unread.add(tree(line));
                    }
                }
                JsonNode message = unread.remove();
                JsonNode pub = message.path("push").path("pub");
                if (pub.has("offset")) {
                    offsets.add(pub.get("offset").asLong());
                }
                if (fits.test(message)) {
                    return message;
                }
            }
        }

        int presentClients() {
            client.send(json("{'id':" + ++id + ",'presence_stats':{'channel':'" + channel + "'}}"));
            int asked = id;
            return await(message -> message.path("id").asInt() == asked)
                    .path("presence_stats")
                    .path("num_clients")
                    .asInt();
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().collect(Collectors.toList());
    }

    @Test
    void clientsThatTalkAtTheSameTimeGetEveryPublicationOnceAndInOrder() {
        try (Member ann = new Member("chat:talk");
                Member bob = new Member("chat:talk");
                Member eve = new Member("chat:talk")) {
            List.of(ann, bob, eve).forEach(one -> one.subscribe(""));
            ann.publish(20);
            bob.publish(20);
            List.of(ann, bob, eve).forEach(one -> {
                one.awaitOffsets(40);
                assertThat(one.offsets).isEqualTo(upTo(40));
            });
        }
    }

    @Test
    void aClientThatComesBackGetsWhatItMissed() {
        try (Member ann = new Member("chat:recovery")) {
            ann.subscribe("");
            Member bob = new Member("chat:recovery");
            String epoch = bob.subscribe("").path("epoch").asText();
            ann.publish(3);
            bob.awaitOffsets(3);
            bob.client.abort();
            ann.publish(4);
            ann.awaitOffsets(7);
            try (Member again = new Member("chat:recovery")) {
                JsonNode result = again.subscribe(",'recover':true,'offset':3,'epoch':'" + epoch + "'");
                assertThat(result.path("recovered").asBoolean()).isTrue();
                ann.publish(2);
                again.awaitOffsets(6);
                assertThat(again.offsets).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
            }
        }
    }

    @Test
    void presenceIsRightAfterAConnectionWasCut() {
        try (Member ann = new Member("chat:presence")) {
            ann.subscribe("");
            Member bob = new Member("chat:presence");
            bob.subscribe("");
            ann.await(message -> message.path("push").has("join"));
            assertThat(ann.presentClients()).isEqualTo(2);
            bob.client.abort();
            ann.await(message -> message.path("push").has("leave"));
            assertThat(ann.presentClients()).isEqualTo(1);
        }
    }

    @Test
    void aClientWhoseChannelLostItsHistoryIsToldToSubscribeAgain() {
        try (Member ann = new Member("chat:lost")) {
            String epoch = ann.subscribe("").path("epoch").asText();
            ann.publish(2);
            ann.awaitOffsets(2);
            database.execute("DELETE FROM Publication WHERE Channel = 'chat:lost'");
            database.execute("DELETE FROM Channel WHERE Name = 'chat:lost'");
            ann.publish(1);
            JsonNode push = ann.await(message -> message.path("push").has("unsubscribe"));
            assertThat(push.path("push").path("unsubscribe").path("code").asInt())
                    .isEqualTo(2500);
            ann.client.send(json(
                    "{'id':90,'subscribe':{'channel':'chat:lost','recover':true,'offset':2,'epoch':'" + epoch + "'}}"));
            JsonNode result =
                    ann.await(message -> message.path("id").asInt() == 90).path("subscribe");
            assertThat(result.path("was_recovering").asBoolean()).isTrue();
            assertThat(result.path("recovered").asBoolean()).isFalse();
            assertThat(result.path("epoch").asText()).isNotEqualTo(epoch);
            assertThat(result.path("offset").asLong()).isEqualTo(1);
        }
    }

    @Test
    void aPublicationWhosePublisherDiedArrivesBeforeTheNext() {
        try (Member ann = new Member("chat:died")) {
            ann.subscribe("");
            ann.publish(1);
            ann.awaitOffsets(1);
            database.execute("INSERT INTO Publication (Channel, Seq, CommandKey, Data, PublishedAt, Expires)"
                    + " VALUES ('chat:died', 2, 'k', '2', 0, " + Long.MAX_VALUE + ")");
            database.execute("UPDATE Channel SET Top = 2 WHERE Name = 'chat:died'");
            ann.publish(1);
            ann.awaitOffsets(3);
            assertThat(ann.offsets).isEqualTo(upTo(3));
        }
    }
}
