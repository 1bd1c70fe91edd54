package scf.websocket.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.channels.config.ChannelsConfig;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.store.ChannelStore;
import scf.websocket.channels.store.ChannelsDatabase;
import scf.websocket.channels.store.Subscriber;
import scf.websocket.config.Settings;
import scf.websocket.connection.MySqlConnectionStore;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.Message;
import scf.websocket.testing.RecordingPush;

/** What Java code outside of the functions does with channels. */
class ChannelsServerTest {
    private static final String CONFIG = ("{'namespaces':[{'name':'chat','presence':true,'join_leave':true,"
                    + "'history_size':10,'history_ttl':'1h'},{'name':'live'}]}")
            .replace('\'', '"');

    @AutoClose
    private static final MySqlConnectionStore connections = MySqlConnectionStore.of(ChannelsDatabase.settings());

    private final ChannelStore store = ChannelsDatabase.store(connections, Clock.systemUTC());
    private final RecordingPush push = new RecordingPush();
    private final Channels channels = new Channels(
            ChannelsConfig.of(Settings.of(Map.of("CHANNELS_CONFIG", CONFIG))),
            store,
            ChannelsDatabase.users(connections, Clock.systemUTC()),
            push,
            System::nanoTime);

    @BeforeEach
    void clear() {
        ChannelsDatabase.clear();
    }

    private static Publication publication(int number) {
        return Publication.of(JsonData.ofValid("" + number));
    }

    @Test
    void publishesOnceForAKeyAndReadsHistory() {
        assertThat(channels.publish("chat:a", publication(1), "key")
                        .orElseThrow()
                        .offset())
                .isEqualTo(1);
        assertThat(channels.publish("chat:a", publication(1), "key")
                        .orElseThrow()
                        .offset())
                .isEqualTo(1);
        assertThat(channels.publish("chat:a", publication(2), null)
                        .orElseThrow()
                        .offset())
                .isEqualTo(2);
        assertThat(channels.publish("live:a", publication(3), null)).isEmpty();

        assertThat(push.groups())
                .extracting(one -> one.group() + " "
                        + one.numbered().map(Object::toString).orElse("").replaceAll(".*:", ""))
                .containsExactly("c:chat:a 1", "c:chat:a 1", "c:chat:a 2", "j:live:a ", "p:live:a ");
        assertThat(channels.history("chat:a", -1, null, false).publications())
                .extracting(one -> one.data().text())
                .containsExactly("1", "2");
        assertThat(channels.history("chat:a", 1, 2L, true).publications())
                .extracting(Publication::offset)
                .containsExactly(1L);
        channels.removeHistory("chat:a");
        assertThat(channels.history("chat:a", -1, null, false).publications()).isEmpty();
    }

    @Test
    void aBroadcastPublishesToAllOrToNone() {
        channels.broadcast(List.of("chat:a", "chat:b"), publication(1), "key");
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> channels.broadcast(List.of("chat:c", "nowhere:a"), publication(1), null))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(102));

        assertThat(push.groups()).hasSize(2);
    }

    @Test
    void refusesWhatTheOptionsDoNotOffer() {
        assertThatExceptionOfType(ChannelException.class).isThrownBy(() -> channels.history("live:a", 1, null, false));
        assertThatExceptionOfType(ChannelException.class).isThrownBy(() -> channels.presence("live:a"));
        assertThatExceptionOfType(ChannelException.class).isThrownBy(() -> channels.presenceStats("nowhere:a"));
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> channels.publish(
                        "live:a", Publication.of(JsonData.ofValid("\"" + "x".repeat(64 << 10) + "\"")), null));
    }

    private void subscribe(String channel, String... ids) {
        for (String id : ids) {
            ChannelsDatabase.execute("INSERT IGNORE INTO ConnectionID_List VALUES ('" + id + "', UTC_TIMESTAMP(3))");
            ClientInfo info = ClientInfo.of(id.substring(0, 1), "client-" + id);
            store.subscribe(Subscriber.of(channel, ConnectionId.of(id), info, id.equals("a2"), true, null));
        }
    }

    @Test
    void aPublicationThatNobodyKeepsFailsWithTheGateway() {
        push.largest(1);

        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> channels.publish("live:a", publication(1), null))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(100));
        assertThat(channels.publish("chat:a", publication(1), null)).isPresent();
        assertThat(channels.keepsHistory("chat:a")).isTrue();
        assertThat(channels.keepsHistory("live:a")).isFalse();
    }

    @Test
    void listsTheChannelsThatSomebodyIsIn() {
        subscribe("chat:a", "a1", "a2");
        subscribe("chat:b", "a1");
        subscribe("other", "b1");

        assertThat(channels.occupied("")).isEqualTo(Map.of("chat:a", 2, "chat:b", 1, "other", 1));
        assertThat(channels.occupied("chat:")).containsOnlyKeys("chat:a", "chat:b");
        assertThat(channels.occupied("chat:A")).isEmpty();
    }

    @Test
    void unsubscribesOneClientOfAUser() {
        subscribe("chat:a", "a1", "a2");

        assertThat(channels.unsubscribe("a", "chat:a", "client-a2")).isTrue();
        assertThat(channels.presence("chat:a")).extracting(ClientInfo::client).containsExactly("client-a1");
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> channels.unsubscribe("a", "live:a"))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(108));
    }

    @Test
    void unsubscribesAndDisconnectsAUser() {
        subscribe("chat:a", "a1", "a2", "b1");
        assertThat(channels.presenceStats("chat:a").users()).isEqualTo(2);
        assertThat(channels.unsubscribe("a", "chat:a")).isTrue();

        assertThat(channels.presence("chat:a")).extracting(ClientInfo::client).containsExactly("client-b1");
        assertThat(push.messages("a1"))
                .containsExactly(Message.text("{\"push\":{\"channel\":\"chat:a\",\"unsubscribe\":{\"code\":2000,"
                        + "\"reason\":\"unsubscribed by the server\"}}}"));
        assertThat(push.messages("a2").get(0).dataType().wireName()).isEqualTo("binary");
        assertThat(push.groups())
                .extracting(one -> one.action() + " " + one.group() + " " + one.ids())
                .startsWith("LEAVE c:chat:a [a1]", "LEAVE j:chat:a [a1]", "SEND j:chat:a []", "SEND p:chat:a []");

        assertThat(channels.disconnect("b", Disconnect.FORCE_NO_RECONNECT)).isTrue();
        assertThat(push.groups())
                .last()
                .satisfies(one -> assertThat(one.action() + " " + one.group() + " "
                                + one.reason().orElseThrow().code())
                        .isEqualTo("CLOSE u:b 3503"));
    }
}
