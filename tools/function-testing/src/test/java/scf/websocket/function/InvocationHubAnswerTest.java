package scf.websocket.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.app.Heartbeat;
import scf.websocket.app.UnsupportedFeatureException;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.DataType;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.EventReader;
import scf.websocket.event.EventReply;
import scf.websocket.event.Feature;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Deadline;
import scf.websocket.push.GroupPush;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;
import scf.websocket.push.OrderedJoin;
import scf.websocket.push.PushOutcome;
import scf.websocket.testing.Events;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.testing.RecordingPush;

class InvocationHubAnswerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Message HELLO = Message.text("hello");

    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final RecordingPush push = new RecordingPush();
    private final InvocationHub hub = hub(Feature.values());

    @Test
    void pushesLeaveInOrderWithTheAnswer() throws Exception {
        hub.send(id("a"), HELLO);
        hub.send(ids("b", "c", "b"), Message.binary(new byte[] {1, 2}));
        hub.join("room:\"42\"", id("a"));
        hub.leave("lobby", id("a"));
        hub.sendToGroup("你", Message.text("\\ \" \u0001"));
        hub.sendToGroup("room", HELLO, id("a"));
        hub.closeGroup("room", CloseReason.of(4001, "closed"));
        hub.close(id("b"), CloseReason.of(4000, "\"bye\""));
        hub.close(id("c"));

        assertThat(pushes())
                .isEqualTo(JSON.readTree("["
                        + "{'action':'data send','secConnectionID':'a','dataType':'text','data':'hello'},"
                                .replace('\'', '"')
                        + json("{'action':'data send','secConnectionIDs':['b','c'],'dataType':'binary','data':'AQI='}")
                        + ",{\"action\":\"join\",\"group\":\"room:\\\"42\\\"\",\"secConnectionID\":\"a\"},"
                        + json("{'action':'leave','group':'lobby','secConnectionID':'a'},")
                        + "{\"action\":\"data send\",\"group\":\"你\",\"dataType\":\"text\",\"data\":\"\\\\ \\\" \\u0001\"},"
                        + json("{'action':'data send','group':'room','except':['a'],'dataType':'text','data':'hello'},")
                        + json("{'action':'closing','group':'room','closeCode':4001,'closeReason':'closed'},")
                        + "{\"action\":\"closing\",\"secConnectionID\":\"b\",\"closeCode\":4000,\"closeReason\":\"\\\"bye\\\"\"},"
                        + json("{'action':'closing','secConnectionID':'c','closeCode':1000,'closeReason':''}")
                        + "]"));
        assertThat(push.count()).isZero();
        assertThat(hub.answered()).isEqualTo(9);
    }

    @Test
    void pushesToOrderedGroupsLeaveWithTheAnswer() throws Exception {
        hub.joinOrdered("room", id("a"), OrderedJoin.of("e1", 7, DataType.BINARY, CloseReason.of(3010, "lost \"it\"")));
        hub.sendOrdered("room", NumberedMessage.of("e1", 8, HELLO).and(Message.binary(new byte[] {1, 2})));
        hub.sendOrdered("room", NumberedMessage.number("e1", 9));
        hub.joinOrdered("room", id("b"), OrderedJoin.of("e1", 0, DataType.TEXT, Message.text("lost")));

        assertThat(pushes())
                .isEqualTo(JSON.readTree(json("[{'action':'join','group':'room','secConnectionID':'a','epoch':'e1',"
                                + "'after':7,'takes':'binary','lost':{'closeCode':3010,'closeReason':'lost ")
                        + "\\\"it\\\"\"}},"
                        + json(
                                "{'action':'data send','group':'room','epoch':'e1','seq':8,'data':'hello','binary':'AQI='},"
                                        + "{'action':'data send','group':'room','epoch':'e1','seq':9},"
                                        + "{'action':'join','group':'room','secConnectionID':'b','epoch':'e1','after':0,"
                                        + "'takes':'text','lost':{'dataType':'text','data':'lost'}}]")));
    }

    @Test
    void aNumberedMessageAboveTheLimitIsRefusedWhicheverFormIsLarger() {
        InvocationHub limited = hubOf(5, Feature.values());
        limited.sendOrdered("room", NumberedMessage.of("e", 1, HELLO).and(Message.binary(new byte[6])));
        assertThat(limited.posts().refused().bytes()).isEqualTo(6);

        limited.sendOrdered("room", NumberedMessage.of("e", 1, HELLO).and(Message.binary(new byte[5])));
        assertThat(limited.posts().failed()).isZero();
    }

    @Test
    void anAnswerWithoutAnythingToSayHasNoExtensions() {
        EventReply reply = EventReply.ok();
        hub.complete(reply);

        assertThat(reply.getExtensions()).isNull();
    }

    @Test
    void aBroadcastGoesToEveryConnectionOfTheGatewayAndAsksNoStore() throws Exception {
        store.goDown();
        hub.broadcast(HELLO);
        hub.broadcastExcept(id("a"), HELLO);

        assertThat(pushes())
                .isEqualTo(JSON.readTree(json("[{'action':'data send','group':'*','dataType':'text','data':'hello'},"
                        + "{'action':'data send','group':'*','except':['a'],'dataType':'text','data':'hello'}]")));
    }

    @Test
    void aBroadcastDoesNotIncludeTheConnectionThatItsEventAccepts() throws Exception {
        hub.connecting(id("new"));
        hub.broadcast(HELLO);
        hub.broadcastExcept(id("a"), HELLO);
        hub.broadcastExcept(id("new"), HELLO);

        assertThat(pushes().findValues("except"))
                .containsExactly(json1("['new']"), json1("['a','new']"), json1("['new']"));
    }

    @Test
    void withoutGroupsABroadcastIsPostedPageByPageBehindWhatIsQueued() {
        IntStream.range(0, 1500).forEach(i -> store.add(id("id-" + i)));
        InvocationHub pushesOnly = hub(Feature.PUSHES);
        pushesOnly.send(id("id-0"), Message.text("first"));
        pushesOnly.broadcast(HELLO);

        assertThat(push.messages("id-0")).containsExactly(Message.text("first"), HELLO);
        assertThat(push.count()).isEqualTo(1501);
        assertThat(pushesOnly.posts().delivered()).isEqualTo(1501);
    }

    @Test
    void manyRecipientsAreSplitAsAPushAllows() throws Exception {
        hub.send(IntStream.range(0, 2002).mapToObj(i -> id("id-" + i)).toList(), HELLO);

        List<Integer> sizes = new ArrayList<>();
        pushes().forEach(one -> sizes.add(one.get("secConnectionIDs").size()));
        assertThat(sizes).containsExactly(1000, 1000, 2);
    }

    @Test
    void aClosedConnectionStaysInTheStoreUntilItsCleanup() {
        store.add(id("a"));
        hub.close(id("a"));
        assertThat(store.ids()).containsExactly("a");

        hub.flush();

        assertThat(push.closed()).containsExactly("a");
        assertThat(store.ids()).isEmpty();
    }

    @Test
    void anImmediatePushComesBehindWhatIsQueuedAndReturnsItsOutcome() {
        push.gone("gone");
        store.add(id("gone"));
        hub.send(id("a"), Message.text("1"));
        assertThat(hub.now().send(id("a"), Message.text("2"))).isEqualTo(PushOutcome.DELIVERED);
        assertThat(hub.now().send(id("gone"), HELLO)).isEqualTo(PushOutcome.GONE);
        hub.send(id("a"), Message.text("3"));

        assertThat(push.messages("a")).containsExactly(Message.text("1"), Message.text("2"));
        assertThat(store.ids()).isEmpty();
        assertThat(hub.posts().delivered()).isEqualTo(2);
    }

    @Test
    void theQueueIsPostedIfItHasTooManyPushes() throws Exception {
        for (int i = 0; i <= 1000; i++) {
            hub.send(id("a"), Message.text("" + i));
        }

        assertThat(push.messages("a")).hasSize(1000).last().isEqualTo(Message.text("999"));
        assertThat(pushes())
                .singleElement()
                .satisfies(last -> assertThat(last.get("data").asText()).isEqualTo("1000"));
    }

    @Test
    void theQueueIsPostedIfItHasTooManyBytesAndNoAnswerIsLargerThanItsBound() throws Exception {
        InvocationHub announced = hubOf(4 << 20, Feature.values());
        // Quotes are escaped twice in an answer: four bytes for one.
        Message large = Message.text("\"".repeat(200_000));
        announced.send(id("a"), large);
        announced.send(id("a"), large);
        assertThat(push.count()).isZero();
        announced.send(id("a"), large);
        assertThat(push.messages("a")).containsExactly(large, large);
        announced.send(id("a"), Message.text("x".repeat(3 << 20)));
        assertThat(push.messages("a")).hasSize(4);
        announced.send(id("a"), large);

        EventReply reply = EventReply.ok();
        announced.complete(reply);
        assertThat(JSON.writeValueAsBytes(reply).length).isBetween(800_000, PushQueue.MAX_BYTES);
    }

    @Test
    void theQueueOfAnEventThatFailsIsPosted() {
        hub.send(id("a"), HELLO);
        EventReply reply = EventReply.of(ErrorNumber.APP_FAILED, "application failed");
        hub.complete(reply);

        assertThat(reply.getExtensions()).isNull();
        assertThat(push.messages("a")).containsExactly(HELLO);
    }

    @Test
    void aMessageAboveTheAnnouncedLimitIsRefusedWithoutAsking() {
        InvocationHub limited = hubOf(5, Feature.values());
        limited.send(ids("a", "b"), Message.text("too large"));
        assertThat(limited.posts().failed()).isEqualTo(2);
        limited.send(ids("b", "a"), HELLO);
        assertThat(limited.posts().failed()).isZero();
        limited.sendToGroup("room", Message.text("too large"));
        assertThat(limited.posts().failed()).isEqualTo(1);
        limited.broadcast(Message.text("too large"));
        limited.broadcast(HELLO);

        assertThat(limited.posts().failed()).isEqualTo(1);
        assertThat(limited.posts().refused().bytes()).isEqualTo(9);
        assertThat(push.count()).isZero();
        assertThat(limited.maxMessageBytes()).hasValue(5);
    }

    @Test
    void withoutAnAnnouncedLimitALargeMessageIsPostedSoThatARefusalIsSeen() {
        push.largest(100_000);
        String large = "x".repeat(AnnouncedGateway.SURELY_ACCEPTED_BYTES + 1);
        hub.send(id("a"), Message.text(large));
        assertThat(push.messages("a")).hasSize(1);
        hub.sendToGroup("room", Message.text(large));
        assertThat(push.groups()).extracting(GroupPush::group).containsExactly("room");
        hub.send(id("a"), Message.text("x".repeat(100_001)));
        assertThat(hub.posts().failed()).isEqualTo(1);

        hub.accepted(100_000);
        hub.send(id("a"), Message.text("x".repeat(100_000)));

        assertThat(push.count()).isEqualTo(1);
        assertThat(hub.posts().refused().recipients()).isZero();
    }

    @Test
    void withPushViaPostPushesAreNotQueued() {
        store.add(id("a"));
        InvocationHub posting = new InvocationHub(
                HandlerServices.of(new WebSocketApp() {}, store, push).posting(), deadline());
        posting.announced(
                new EventReader().readMessage(event(null, Feature.values())).announcement());
        posting.broadcast(HELLO);
        posting.sendToGroup("room", HELLO, id("a"));
        posting.sendOrdered("room", NumberedMessage.of("e", 1, HELLO));
        posting.joinOrdered("room", id("a"), OrderedJoin.of("e", 1, DataType.TEXT, HELLO));
        posting.context("kept");

        assertThat(posting.features()).doesNotContain(Feature.PUSHES).contains(Feature.GROUPS, Feature.CONTEXT);
        assertThat(push.messages("a")).containsExactly(HELLO);
        assertThat(push.groups())
                .extracting(one -> one.action() + " " + one.numbered().isPresent() + " "
                        + one.join().isPresent())
                .containsExactly("SEND false false", "SEND true false", "JOIN false true");
        EventReply reply = EventReply.ok();
        posting.complete(reply);
        assertThat(reply.getExtensions()).isEqualTo(json("{'key':'" + Events.ANSWER_KEY + "','context':'kept'}"));
    }

    @Test
    void contextHeartbeatAndDeadlineLeaveWithTheAnswer() throws Exception {
        hub.context("old");
        hub.context("user \"42\" \uD800");
        hub.heartbeat(Heartbeat.replying("ping", "pong")
                .andReplying("\"", "\\")
                .andSending(Message.text("{}"), Duration.ofSeconds(25))
                .swallowing(Message.text("{}")));
        hub.deadline(Duration.ofMillis(24_001), CloseReason.of(3005, "connection \"expired\""));

        assertThat(extensions())
                .isEqualTo(JSON.readTree(json("{'key':'" + Events.ANSWER_KEY + "','context':'user")
                        + " \\\"42\\\" \uFFFD"
                        + json("','heartbeat':{'reply':{'ping':'pong'")
                        + ",\"\\\"\":\"\\\\\"}"
                        + json(",'every':25,'dataType':'text','send':'{}','swallow':'{}'}"
                                + ",'deadline':{'seconds':25,'closeCode':3005,'closeReason':'connection ")
                        + "\\\"expired\\\"\"}}"));
    }

    @Test
    void aDeadlineCanBeRemoved() throws Exception {
        hub.noDeadline();

        assertThat(extensions().get("deadline").isNull()).isTrue();
    }

    @Test
    void heartbeatsMayBeBytes() throws Exception {
        hub.heartbeat(Heartbeat.sending(Message.binary(new byte[] {0}), Duration.ofSeconds(1))
                .swallowing(Message.binary(new byte[] {1})));

        assertThat(extensions().get("heartbeat"))
                .isEqualTo(json1("{'every':1,'dataType':'binary','send':'AA==','swallow':'AQ=='}"));
    }

    @Test
    void boundsWhatAnAnswerMayAsk() {
        hub.context("x".repeat(4096));
        assertThatIllegalArgumentException().isThrownBy(() -> hub.context("x".repeat(4094) + "你"));
        assertThatIllegalArgumentException().isThrownBy(() -> hub.deadline(Duration.ofMillis(999), CloseReason.NORMAL));
        assertThatIllegalArgumentException().isThrownBy(() -> hub.deadline(Duration.ofDays(366), CloseReason.NORMAL));
        hub.join("x".repeat(512), id("a"));
        for (String name : List.of("", "x".repeat(513), "*")) {
            assertThatIllegalArgumentException().isThrownBy(() -> hub.join(name, id("a")));
            assertThatIllegalArgumentException().isThrownBy(() -> hub.leave(name, id("a")));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> hub.sendToGroup("", HELLO));
        NumberedMessage one = NumberedMessage.of("x".repeat(128), 1, HELLO);
        assertThatIllegalArgumentException().isThrownBy(() -> hub.sendOrdered("*", one));
        assertThatIllegalArgumentException().isThrownBy(() -> NumberedMessage.of("x".repeat(129), 1, HELLO));
        assertThatIllegalArgumentException().isThrownBy(() -> NumberedMessage.of("", 1, HELLO));
        assertThatIllegalArgumentException().isThrownBy(() -> NumberedMessage.number("e", 0));
        OrderedJoin join = OrderedJoin.of("e", 0, DataType.TEXT, Message.text("x".repeat(1024)));
        assertThatIllegalArgumentException().isThrownBy(() -> hub.joinOrdered("*", id("a"), join));
        assertThatIllegalArgumentException().isThrownBy(() -> OrderedJoin.of("e", -1, DataType.TEXT, HELLO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderedJoin.of("e", 0, DataType.TEXT, Message.text("x".repeat(1025))));
        assertThatIllegalArgumentException().isThrownBy(() -> Heartbeat.replying("ping", "x".repeat(1021)));
        assertThatIllegalArgumentException().isThrownBy(() -> Heartbeat.sending(HELLO, Duration.ofMillis(1500)));
        assertThatIllegalArgumentException().isThrownBy(() -> Heartbeat.sending(HELLO, Duration.ofSeconds(3601)));
        Heartbeat sent = Heartbeat.sending(Message.text("x".repeat(1024)), Duration.ofHours(1));
        assertThatIllegalArgumentException().isThrownBy(() -> sent.swallowing(Message.text("x".repeat(1025))));
        assertThatIllegalArgumentException().isThrownBy(() -> sent.swallowing(Message.binary(new byte[1])));
        Heartbeat eight = Heartbeat.replying("0", "x");
        for (int i = 1; i < 8; i++) {
            eight = eight.andReplying("" + i, "x");
        }
        Heartbeat full = eight.andReplying("7", "y");
        assertThatIllegalArgumentException().isThrownBy(() -> full.andReplying("8", "x"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutItsFeatureACallFailsAndNamesIt(boolean others) {
        InvocationHub old = others ? hub(Feature.PUSHES, Feature.TAILS) : hub();

        if (!others) {
            NumberedMessage one = NumberedMessage.of("e", 1, HELLO);
            OrderedJoin join = OrderedJoin.of("e", 1, DataType.TEXT, HELLO);
            assertUnsupported("tails", () -> old.sendOrdered("room", one));
            assertUnsupported("tails", () -> old.joinOrdered("room", id("a"), join));
        }
        assertUnsupported("groups", () -> old.join("room", id("a")));
        assertUnsupported("groups", () -> old.leave("room", id("a")));
        assertUnsupported("groups", () -> old.sendToGroup("room", HELLO));
        assertUnsupported("groups", () -> old.closeGroup("room", CloseReason.NORMAL));
        assertUnsupported("context", () -> old.context("x"));
        assertUnsupported("heartbeat", () -> old.heartbeat(Heartbeat.replying("a", "b")));
        assertUnsupported("deadline", () -> old.deadline(Duration.ofSeconds(9), CloseReason.NORMAL));
        assertUnsupported("deadline", old::noDeadline);
        EventReply reply = EventReply.ok();
        old.complete(reply);
        assertThat(reply.getExtensions()).isNull();
    }

    private static void assertUnsupported(String feature, Runnable call) {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(call::run)
                .withMessage("the gateway did not announce the feature " + feature);
    }

    private JsonNode pushes() throws Exception {
        return extensions().get("pushes");
    }

    private JsonNode extensions() throws Exception {
        EventReply reply = EventReply.ok();
        hub.complete(reply);
        JsonNode extensions = JSON.readTree(reply.getExtensions());
        assertThat(extensions.get("key").asText()).isEqualTo(Events.ANSWER_KEY);
        return extensions;
    }

    private InvocationHub hub(Feature... features) {
        return hubOf(null, features);
    }

    private InvocationHub hubOf(Integer maxMessage, Feature... features) {
        InvocationHub made = new InvocationHub(HandlerServices.of(new WebSocketApp() {}, store, push), deadline());
        made.announced(
                new EventReader().readMessage(event(maxMessage, features)).announcement());
        return made;
    }

    private static WebSocketEvent event(Integer maxMessage, Feature... features) {
        WebSocketEvent event = Events.announcing(Events.text("a", "hello"), features);
        event.getGateway().setMaxMessage(maxMessage == null ? null : maxMessage.toString());
        return event;
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(10), System::nanoTime);
    }

    /** @param text JSON with ' instead of " */
    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static JsonNode json1(String text) throws Exception {
        return JSON.readTree(json(text));
    }

    private static List<ConnectionId> ids(String... values) {
        return Arrays.stream(values).map(ConnectionId::of).toList();
    }

    private static ConnectionId id(String value) {
        return ConnectionId.of(value);
    }
}
