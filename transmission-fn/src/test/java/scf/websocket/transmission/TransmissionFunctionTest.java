package scf.websocket.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.chat.ChatRoomApp;
import scf.websocket.config.Settings;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.EventReply;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.push.Message;
import scf.websocket.push.PushOutcome;
import scf.websocket.testing.Events;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.testing.RecordingPush;

class TransmissionFunctionTest {
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final RecordingPush push = new RecordingPush();
    private final TransmissionFunction function = chat(Map.of());

    @BeforeEach
    void connect() {
        for (String id : new String[] {"ann", "bob", "eve"}) {
            store.add(ConnectionId.of(id));
        }
    }

    @Test
    void forwardsATextToAllOthers() {
        EventReply reply = function.mainHandler(Events.text("ann", "hello"), null);

        assertThat(reply.getErrNo()).isZero();
        assertThat(push.messages("bob")).containsExactly(Message.text("hello"));
        assertThat(push.messages("eve")).containsExactly(Message.text("hello"));
        assertThat(push.messages("ann")).isEmpty();
    }

    @Test
    void forwardsBytesAsBytes() {
        function.mainHandler(Events.binary("ann", new byte[] {1, 2, 3}), null);

        assertThat(push.messages("bob")).containsExactly(Message.binary(new byte[] {1, 2, 3}));
    }

    @Test
    void appendsTheOnlineCountToATextIfConfigured() {
        TransmissionFunction counting = chat(Map.of("CHAT_ONLINE_SUFFIX", "true"));
        counting.mainHandler(Events.text("ann", "hello"), null);
        counting.mainHandler(Events.binary("ann", new byte[] {1}), null);

        assertThat(push.messages("bob"))
                .containsExactly(Message.text("hello(===Online people:3===)"), Message.binary(new byte[] {1}));
    }

    @Test
    void omitsTheOnlineCountIfItDoesNotFit() {
        TransmissionFunction counting = chat(Map.of("CHAT_ONLINE_SUFFIX", "true"));
        push.largest(1000);
        int suffix = "(===Online people:3===)".length();
        for (int size = 1000 - suffix - 1; size <= 1000; size++) {
            String text = "你" + "x".repeat(size - 3);
            EventReply reply = counting.mainHandler(Events.text("ann", text), null);

            assertThat(reply.getErrNo()).as(size + " bytes").isZero();
            assertThat(push.messages("bob"))
                    .last()
                    .isEqualTo(Message.text(size + suffix <= 1000 ? text + "(===Online people:3===)" : text));
        }
        assertThat(push.messages("eve")).hasSize(suffix + 2);
        assertThat(push.closed()).isEmpty();
    }

    @Test
    void closesTheSenderOfAMessageThatIsTooLargeToForward() {
        push.largest(1000);
        for (WebSocketEvent event :
                new WebSocketEvent[] {Events.text("ann", "你".repeat(334)), Events.binary("bob", new byte[1001])}) {
            EventReply reply = function.mainHandler(event, null);

            assertThat(reply.getErrNo()).isEqualTo(107);
            assertThat(reply.getErrMsg()).matches("a message of 100[12] bytes exceeds the gateway's limit");
        }
        assertThat(push.closed()).containsExactly("ann", "bob");
        assertThat(push.closeCodes()).containsExactly(1009, 1009);
        assertThat(store.ids()).containsExactly("eve");
        assertThat(push.count()).isZero();
    }

    @Test
    void closesTheSenderIfItsWrappedMessageIsTooLarge() {
        push.largest(1000);
        WebSocketApp wrapping = new WebSocketApp() {
            @Override
            public void onMessage(MessageEvent event, Hub hub) {
                hub.send(
                        ConnectionId.of("bob"),
                        Message.text("{" + "\\u0000".repeat(event.data().length()) + "}"));
                hub.send(event.connectionId(), Message.text("taken"));
            }
        };
        EventReply reply =
                new TransmissionFunction(wrapping, store, push).mainHandler(Events.text("ann", "\0".repeat(200)), null);

        assertThat(reply.getErrNo()).isEqualTo(107);
        assertThat(push.closeCodes()).containsExactly(1009);
    }

    @Test
    void keepsTheSenderIfTheApplicationsOwnMessageIsTooLarge() {
        push.largest(1000);
        WebSocketApp talking = new WebSocketApp() {
            @Override
            public void onMessage(MessageEvent event, Hub hub) {
                assertThat(hub.now().send(event.connectionId(), Message.text("x".repeat(1001))))
                        .isEqualTo(PushOutcome.TOO_LARGE);
                if (event.data().equals("again")) {
                    hub.send(event.connectionId(), Message.text("shorter"));
                }
            }
        };
        TransmissionFunction talker = new TransmissionFunction(talking, store, push);

        assertThat(talker.mainHandler(Events.text("ann", "history"), null).getErrNo())
                .isEqualTo(107);
        assertThat(talker.mainHandler(Events.text("ann", "again"), null).getErrNo())
                .isZero();
        assertThat(push.closed()).isEmpty();
        assertThat(push.messages("ann")).containsExactly(Message.text("shorter"));
    }

    @Test
    void removesConnectionsThatAreGoneButNeverTheSender() {
        push.gone("bob");

        assertThat(function.mainHandler(Events.text("ann", "hello"), null).getErrNo())
                .isZero();
        assertThat(store.ids()).containsExactly("ann", "eve");
    }

    @Test
    void closesStoreAndPushWhenTheInstanceEnds() {
        function.mainHandler(Events.text("ann", "hello"), null);
        function.close();

        assertThat(store.isLetGo()).isTrue();
        assertThat(push.isLetGo()).isTrue();
    }

    @Test
    void keepsUnreachableConnectionsAndReportsThem() {
        push.failing("bob").failing("eve");
        EventReply reply = function.mainHandler(Events.text("ann", "hello"), null);

        assertThat(reply.getErrNo()).isEqualTo(202);
        assertThat(reply.getErrMsg()).isEqualTo("2 pushes failed");
        assertThat(store.ids()).containsExactly("ann", "bob", "eve");
    }

    @Test
    void answers201IfTheStoreIsDown() {
        store.goDown();

        assertThat(function.mainHandler(Events.text("ann", "hello"), null).getErrNo())
                .isEqualTo(201);
    }

    @Test
    void answers203IfTheApplicationFails() {
        WebSocketApp failing = new WebSocketApp() {
            @Override
            public void onMessage(MessageEvent event, Hub hub) throws Exception {
                throw new Exception("hello");
            }
        };
        WebSocketApp recursing = new WebSocketApp() {
            @Override
            @SuppressWarnings("InfiniteRecursion")
            public void onMessage(MessageEvent event, Hub hub) {
                onMessage(event, hub);
            }
        };

        for (WebSocketApp app : new WebSocketApp[] {failing, recursing}) {
            EventReply reply =
                    new TransmissionFunction(app, store, push).mainHandler(Events.text("ann", "hello"), null);
            assertThat(reply.getErrNo()).isEqualTo(203);
            assertThat(reply.getErrMsg()).doesNotContain("hello");
        }
    }

    @Test
    void answersTheNumberOfAnInvalidEvent() {
        WebSocketEvent badBase64 = Events.binary("ann", new byte[] {1});
        badBase64.getWebsocket().setData("%");

        assertThat(function.mainHandler(null, null).getErrNo()).isEqualTo(102);
        assertThat(function.mainHandler(Events.text("an n", "x"), null).getErrNo())
                .isEqualTo(103);
        assertThat(function.mainHandler(Events.closing("ann"), null).getErrNo()).isEqualTo(104);
        assertThat(function.mainHandler(badBase64, null).getErrNo()).isEqualTo(105);
        assertThat(push.count()).isZero();
    }

    private TransmissionFunction chat(Map<String, String> environment) {
        return new TransmissionFunction(new ChatRoomApp(Settings.of(environment)), store, push);
    }
}
