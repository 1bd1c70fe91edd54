package scf.websocket.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.app.Hub;
import scf.websocket.app.TailAnswers;
import scf.websocket.app.WebSocketApp;
import scf.websocket.chat.ChatRoomApp;
import scf.websocket.config.Settings;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.EventReply;
import scf.websocket.event.Feature;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.TailPull;
import scf.websocket.event.TailsEvent;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;
import scf.websocket.testing.Events;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.testing.RecordingPush;

/** The transmission function behind a gateway that announces extensions. */
class TransmissionAnswerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final RecordingPush push = new RecordingPush();

    @Test
    void theChatRoomForwardsToEveryConnectionWithoutAskingTheStore() throws Exception {
        store.goDown();

        assertThat(pushes(chat(Map.of()).mainHandler(announced("ann", "hello"), null)))
                .isEqualTo(JSON.readTree("[{\"action\":\"data send\",\"group\":\"*\",\"except\":[\"ann\"],"
                        + "\"dataType\":\"text\",\"data\":\"hello\"}]"));
        assertThat(push.count()).isZero();
        assertThat(push.groups()).isEmpty();
    }

    @Test
    void theChatRoomAppendsTheOnlineCountIfTheMessageStaysBelowTheAnnouncedLimit() throws Exception {
        store.add(ConnectionId.of("ann"));
        TransmissionFunction counting = chat(Map.of("CHAT_ONLINE_SUFFIX", "true"));
        String suffix = "(===Online people:1===)";
        String text = "x".repeat(1000 - suffix.length());
        for (String sent : new String[] {text, text + "y", "z".repeat(1000)}) {
            WebSocketEvent event = announced("ann", sent);
            event.getGateway().setMaxMessage("1000");
            EventReply reply = counting.mainHandler(event, null);

            assertThat(reply.getErrNo()).isZero();
            assertThat(pushes(reply).get(0).get("data").asText()).isEqualTo(sent.equals(text) ? text + suffix : sent);
        }
        assertThat(push.count()).isZero();
    }

    @Test
    void withoutAnAnnouncedLimitTheGatewaysRefusalDecides() throws Exception {
        store.add(ConnectionId.of("ann"));
        store.add(ConnectionId.of("bob"));
        push.largest(1000);
        TransmissionFunction counting = chat(Map.of("CHAT_ONLINE_SUFFIX", "true"));

        counting.mainHandler(announced("ann", "hello"), null);
        EventReply reply = counting.mainHandler(announced("ann", "x".repeat(1000)), null);

        assertThat(push.messages("bob")).containsExactly(Message.text("hello(===Online people:2===)"));
        assertThat(pushes(reply).get(0).get("data").asText()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closesTheSenderOfAMessageThatIsTooLargeToForward(boolean announcesLimit) {
        store.add(ConnectionId.of("ann"));
        push.largest(20_000);
        WebSocketApp framing = new WebSocketApp() {
            @Override
            public void onMessage(MessageEvent event, Hub hub) {
                hub.send(event.connectionId(), Message.text("first"));
                hub.sendToGroup("room", Message.text("{" + event.data() + "}"));
            }
        };
        WebSocketEvent event = announced("ann", "x".repeat(20_000));
        event.getGateway().setMaxMessage(announcesLimit ? "20000" : null);
        EventReply reply = new TransmissionFunction(framing, store, push).mainHandler(event, null);

        assertThat(reply.getErrNo()).isEqualTo(107);
        assertThat(reply.getExtensions()).isNull();
        assertThat(push.messages("ann")).containsExactly(Message.text("first"));
        assertThat(push.closeCodes()).containsExactly(1009);
    }

    @Test
    void pushesOfAnApplicationThatFailsArePosted() {
        WebSocketApp failing = new WebSocketApp() {
            @Override
            public void onMessage(MessageEvent event, Hub hub) {
                hub.send(event.connectionId(), Message.text("taken"));
                throw new IllegalStateException("hello");
            }
        };
        EventReply reply = new TransmissionFunction(failing, store, push).mainHandler(announced("ann", "hello"), null);

        assertThat(reply.getErrNo()).isEqualTo(203);
        assertThat(reply.getExtensions()).isNull();
        assertThat(push.messages("ann")).containsExactly(Message.text("taken"));
    }

    @Test
    void anAnswerNamesTheFeatureThatIsMissing() {
        WebSocketApp joining = new WebSocketApp() {
            @Override
            public void onMessage(MessageEvent event, Hub hub) {
                hub.join("room", event.connectionId());
            }
        };
        EventReply reply = new TransmissionFunction(joining, store, push).mainHandler(Events.text("ann", "x"), null);

        assertThat(reply.getErrNo()).isEqualTo(203);
        assertThat(reply.getErrMsg()).isEqualTo("the gateway did not announce the feature groups");
    }

    @Test
    void aGroupWithoutAnsweredPushesIsPosted() {
        WebSocketApp joining = new WebSocketApp() {
            @Override
            public void onMessage(MessageEvent event, Hub hub) {
                hub.join("room", event.connectionId());
                hub.sendToGroup("room", Message.of(event), event.connectionId());
            }
        };
        WebSocketEvent event = Events.announcing(Events.text("ann", "hello"), Feature.GROUPS);

        assertThat(new TransmissionFunction(joining, store, push)
                        .mainHandler(event, null)
                        .getExtensions())
                .isNull();
        assertThat(push.groups())
                .extracting(one -> one.action() + " " + one.group() + " " + one.ids())
                .containsExactly("JOIN room [ann]", "SEND room [ann]");
    }

    @Test
    void theGatewaysQuestionAboutOrderedGroupsIsAnsweredInTheExtensions() throws Exception {
        store.goDown();
        WebSocketApp numbered = new WebSocketApp() {
            @Override
            public void onTails(TailsEvent event, TailAnswers answers) {
                for (TailPull pull : event.pulls()) {
                    answers.add(
                            pull.group(),
                            pull.epoch(),
                            pull.after() + 1,
                            List.of(NumberedMessage.of(pull.epoch(), pull.after() + 1, Message.text("next"))));
                }
            }
        };
        EventReply reply = new TransmissionFunction(numbered, store, push).mainHandler(tails(), null);

        assertThat(reply.getErrNo()).isZero();
        assertThat(JSON.readTree(reply.getExtensions()))
                .isEqualTo(JSON.readTree("{\"key\":\"" + Events.ANSWER_KEY + "\",\"tails\":[{\"group\":\"room\","
                        + "\"epoch\":\"e\",\"top\":8,\"messages\":[{\"seq\":8,\"data\":\"next\"}]}]}"));
    }

    @Test
    void anApplicationWithoutOrderedGroupsAnswersNoneOfThem() throws Exception {
        EventReply reply = chat(Map.of()).mainHandler(tails(), null);

        assertThat(JSON.readTree(reply.getExtensions()).get("tails")).isEmpty();
        assertThat(push.count()).isZero();
    }

    private static WebSocketEvent tails() {
        WebSocketEvent event = Events.announcing(new WebSocketEvent(), Feature.values());
        event.setTails("[{\"group\":\"room\",\"epoch\":\"e\",\"after\":7}]");
        return event;
    }

    @Test
    void anEventOfAnOldGatewayIsAnsweredAsBefore() throws Exception {
        store.add(ConnectionId.of("bob"));
        EventReply reply = chat(Map.of()).mainHandler(Events.text("ann", "hello"), null);

        assertThat(JSON.writeValueAsString(reply)).isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\"}");
        assertThat(push.messages("bob")).containsExactly(Message.text("hello"));
    }

    private static JsonNode pushes(EventReply reply) throws Exception {
        JsonNode extensions = JSON.readTree(reply.getExtensions());
        assertThat(extensions.get("key").asText()).isEqualTo(Events.ANSWER_KEY);
        return extensions.get("pushes");
    }

    private static WebSocketEvent announced(String id, String text) {
        return Events.announcing(Events.text(id, text), Feature.values());
    }

    private TransmissionFunction chat(Map<String, String> environment) {
        return new TransmissionFunction(new ChatRoomApp(Settings.of(environment)), store, push);
    }
}
