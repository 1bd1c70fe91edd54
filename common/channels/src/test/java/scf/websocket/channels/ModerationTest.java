package scf.websocket.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.store.ChannelsDatabase;
import scf.websocket.testing.RecordingPush;

/** Users who are disconnected, blocked or muted, on two instances. */
class ModerationTest {
    private static final String MUTED = "\"error\":{\"code\":103,\"message\":\"you are muted\"}";

    @AutoClose
    private final Instances instances = new Instances();

    private final ChannelsApp one = instances.start(new ChannelPolicy() {});
    private final ChannelsApp two = instances.start(new ChannelPolicy() {});
    private final RecordingPush push = new RecordingPush();
    private final Channels server = instances.server(push);

    private ClientUnderTest signIn(ChannelsApp app, String id, String user) {
        ClientUnderTest client = ClientUnderTest.open(app, id);
        client.sends("{'id':1,'connect':{'token':'" + user + "'}}");
        return client;
    }

    private static String publish(ClientUnderTest client, String channel) {
        List<String> said = client.sends("{'id':2,'publish':{'channel':'" + channel + "','data':1}}");
        return said.get(said.size() - 1);
    }

    @Test
    void aMuteUserReadsButDoesNotPublish() {
        ClientUnderTest ann = signIn(one, "a1", "ann");
        ClientUnderTest again = signIn(two, "a2", "ann");
        ClientUnderTest bob = signIn(two, "b1", "bob");
        server.muteUser("ann", null, null);

        assertThat(publish(ann, "room")).contains(MUTED);
        assertThat(publish(again, "other")).contains(MUTED);
        assertThat(publish(bob, "room")).endsWith("\"publish\":{}}");
        assertThat(ann.sends("{'id':3,'history':{'channel':'room','limit':1}}").get(0))
                .contains("\"publications\":[");
        assertThat(server.unmuteUser("ann", "room")).isFalse();
        assertThat(server.unmuteUser("ann", null)).isTrue();
        assertThat(publish(again, "other")).endsWith("\"publish\":{}}");
    }

    @Test
    void aUserCanBeMuteInOneChannelForAWhile() {
        ClientUnderTest ann = signIn(one, "a1", "ann");
        Instant end = instances.clock.instant().plusSeconds(60);
        server.muteUser("ann", "room", end);

        assertThat(publish(ann, "room")).contains(MUTED);
        assertThat(publish(ann, "Room")).endsWith("\"publish\":{}}");
        instances.clock.advance(Duration.ofSeconds(59));
        assertThat(publish(ann, "room")).contains(MUTED);
        instances.clock.advance(Duration.ofSeconds(1));
        assertThat(publish(ann, "room")).endsWith("\"publish\":{}}");
        server.muteUser("ann", "room", Instant.MAX);
        assertThat(publish(ann, "room")).contains(MUTED);
        server.muteUser("ann", "room", Instant.MIN);
        assertThat(publish(ann, "room")).endsWith("\"publish\":{}}");
    }

    @Test
    void aBlockedUserIsClosedAndDoesNotComeBack() {
        ClientUnderTest ann = signIn(one, "a1", "ann");
        assertThat(server.blockUser("ann", instances.clock.instant().plusSeconds(60)))
                .isTrue();

        assertThat(push.groups())
                .singleElement()
                .satisfies(close -> assertThat(close.group() + " "
                                + close.reason().orElseThrow().code())
                        .isEqualTo("u:ann 3507"));
        assertThat(ClientUnderTest.open(two, "a2").sends("{'id':1,'connect':{'token':'ann'}}"))
                .containsExactly("close a2: 3507");
        assertThat(publish(ann, "room")).as("the gateway did not get it").isEqualTo("close a1: 3507");
        assertThat(ann.sends("{'id':3,'refresh':{'token':'ann+60'}}")).containsExactly("close a1: 3507");
        assertThat(publish(signIn(one, "b1", "bob"), "room")).endsWith("\"publish\":{}}");
        assertThat(publish(signIn(one, "n1", ""), "room")).endsWith("\"publish\":{}}");
        instances.clock.advance(Duration.ofSeconds(60));
        assertThat(publish(signIn(one, "a3", "ann"), "room")).endsWith("\"publish\":{}}");
    }

    @Test
    void aBlockWithoutEndEndsWhenItIsLifted() {
        server.blockUser("ann", null);
        instances.clock.advance(Duration.ofDays(10_000));
        assertThat(ClientUnderTest.open(two, "a1").sends("{'id':1,'connect':{'token':'ann'}}"))
                .containsExactly("close a1: 3507");
        assertThat(server.unblockUser("ann")).isTrue();
        assertThat(server.unblockUser("ann")).isFalse();
        assertThat(ClientUnderTest.open(two, "a2").sends("{'id':1,'connect':{'token':'ann'}}"))
                .contains("join u:ann: a2");
    }

    /** The gateway learns of the group from the answer, after the disconnect. */
    @Test
    void aDisconnectReachesAConnectionWhoseConnectIsUnderWay() {
        signIn(one, "a1", "ann");
        signIn(two, "b1", "bob");
        assertThat(server.disconnect("ann", Disconnect.FORCE_NO_RECONNECT)).isTrue();
        assertThat(push.closed()).containsExactly("a1");
        assertThat(push.closeCodes()).containsExactly(3503);
    }

    @Test
    void signInsAreForgottenWhenTheGatewayMustKnowThem() {
        signIn(one, "a1", "ann");
        server.muteUser("ann", "room", instances.clock.instant().plusSeconds(60));
        server.muteUser("ann", null, null);
        instances.clock.advance(Duration.ofMinutes(16));
        server.disconnect("ann", Disconnect.FORCE_NO_RECONNECT);
        assertThat(push.closed()).isEmpty();

        two.onSweep(new RecordingHub());
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM SignIn")).isZero();
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM UserRestriction"))
                .as("without an end")
                .isEqualTo(1);
    }

    @Test
    void aDisconnectTellsItsCallerThatTheGatewayDidNotAcceptIt() {
        signIn(one, "a1", "ann");
        push.failing("a1");
        assertThat(server.disconnect("ann", Disconnect.FORCE_NO_RECONNECT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "long"})
    void aUserHasAName(String user) {
        String name = user.replace("long", "你".repeat(86));
        assertThatExceptionOfType(ChannelException.class).isThrownBy(() -> server.blockUser(name, null));
        assertThatExceptionOfType(ChannelException.class).isThrownBy(() -> server.muteUser(name, null, null));
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> server.disconnect(name, Disconnect.FORCE_NO_RECONNECT));
        assertThatExceptionOfType(ChannelException.class).isThrownBy(() -> server.muteUser("ann", "no:where", null));
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM UserRestriction"))
                .isZero();
    }

    @Test
    void usersDifferInEveryByte() {
        server.blockUser("Ann", null);
        server.blockUser("ann ", null);
        server.blockUser("a\u030an", null);
        server.blockUser("\uD800", null);
        assertThat(ClientUnderTest.open(one, "a1").sends("{'id':1,'connect':{'token':'ann'}}"))
                .noneMatch(line -> line.startsWith("close"));
        assertThat(ClientUnderTest.open(one, "a2").sends("{'id':1,'connect':{'token':'ån'}}"))
                .noneMatch(line -> line.startsWith("close"));
        assertThat(ClientUnderTest.open(one, "a3").sends("{'id':1,'connect':{'token':'?'}}"))
                .noneMatch(line -> line.startsWith("close"));
    }
}
