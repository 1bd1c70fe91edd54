package scf.websocket.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.app.ConnectDecision;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.Feature;
import scf.websocket.event.RegisterReply;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.push.Message;
import scf.websocket.testing.Events;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.testing.RecordingPush;

class RegisterFunctionTest {
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final RecordingPush push = new RecordingPush();
    private final RegisterFunction function = new RegisterFunction(new WebSocketApp() {}, store, push);

    @Test
    void storesTheConnectionAndAccepts() {
        RegisterReply reply = function.mainHandler(Events.connecting("Xa=="), null);

        assertThat(reply.getErrNo()).isZero();
        assertThat(reply.getErrMsg()).isEqualTo("ok");
        assertThat(reply.getWebsocket().getAction()).isEqualTo("connecting");
        assertThat(reply.getWebsocket().getSecConnectionID()).isEqualTo("Xa==");
        assertThat(reply.getWebsocket().getSecWebSocketProtocol()).isNull();
        assertThat(reply.getWebsocket().getSecWebSocketExtensions()).isNull();
        assertThat(store.ids()).containsExactly("Xa==");
    }

    @Test
    void acceptsTheSameConnectionAgain() {
        function.mainHandler(Events.connecting("a"), null);

        assertThat(function.mainHandler(Events.connecting("a"), null).getErrNo())
                .isZero();
        assertThat(store.ids()).containsExactly("a");
    }

    @Test
    void choosesTheFirstOfferedSubprotocolThatTheApplicationSpeaks() {
        RegisterFunction speaking = new RegisterFunction(speaking("chat.v1", "chat.v2"), store, push);

        assertThat(subprotocol(speaking, "other", "chat.v2", "chat.v1")).isEqualTo("chat.v2");
        assertThat(subprotocol(speaking, "other")).isNull();
        assertThat(subprotocol(function, "chat.v1")).isNull();
    }

    @Test
    void letsTheApplicationChooseAmongTheOfferedSubprotocols() {
        RegisterFunction choosing = new RegisterFunction(deciding(ConnectDecision.accept("b")), store, push);

        assertThat(subprotocol(choosing, "a", "b")).isEqualTo("b");
        assertThat(subprotocol(choosing, "a")).isNull();
    }

    @Test
    void storesNothingIfTheApplicationRefuses() {
        RegisterFunction refusing = new RegisterFunction(deciding(ConnectDecision.refuse("full")), store, push);
        RegisterReply reply = refusing.mainHandler(Events.connecting("a"), null);

        assertThat(reply.getErrNo()).isEqualTo(205);
        assertThat(reply.getErrMsg()).isEqualTo("full");
        assertThat(reply.getWebsocket()).isNull();
        assertThat(store.ids()).isEmpty();
    }

    @Test
    void pushesLeaveWithTheAnswerThatAccepts() {
        RegisterReply reply = new RegisterFunction(greeting(ConnectDecision.accept()), store, push)
                .mainHandler(Events.announcing(Events.connecting("a"), Feature.PUSHES, Feature.CONTEXT), null);

        assertThat(reply.getErrNo()).isZero();
        assertThat(reply.getExtensions())
                .isEqualTo(
                        "{\"key\":\"" + Events.ANSWER_KEY + "\",\"context\":\"ann\",\"pushes\":["
                                + "{\"action\":\"data send\",\"secConnectionID\":\"a\",\"dataType\":\"text\",\"data\":\"hi\"}]}");
        assertThat(push.count()).isZero();
        assertThat(store.ids()).containsExactly("a");
    }

    @Test
    void pushesArePostedIfTheAnswerRefusesOrFails() {
        RegisterFunction refusing = new RegisterFunction(greeting(ConnectDecision.refuse("full")), store, push);
        RegisterReply refused =
                refusing.mainHandler(Events.announcing(Events.connecting("a"), Feature.PUSHES, Feature.CONTEXT), null);
        store.goDown();
        RegisterReply failed = new RegisterFunction(greeting(ConnectDecision.accept()), store, push)
                .mainHandler(Events.announcing(Events.connecting("b"), Feature.PUSHES, Feature.CONTEXT), null);

        assertThat(refused.getErrNo()).isEqualTo(205);
        assertThat(refused.getExtensions()).isNull();
        assertThat(push.messages("a")).containsExactly(Message.text("hi"));
        assertThat(failed.getErrNo()).isEqualTo(201);
        assertThat(failed.getExtensions()).isNull();
        assertThat(push.messages("b")).containsExactly(Message.text("hi"));
    }

    private static WebSocketApp greeting(ConnectDecision decision) {
        return new WebSocketApp() {
            @Override
            public ConnectDecision onConnect(ConnectEvent event, Hub hub) {
                hub.send(event.connectionId(), Message.text("hi"));
                hub.context("ann");
                return decision;
            }
        };
    }

    @Test
    void refusesIfTheStoreIsDown() {
        store.goDown();

        assertThat(function.mainHandler(Events.connecting("a"), null).getErrNo())
                .isEqualTo(201);
    }

    @Test
    void refusesIfTheApplicationFails() {
        WebSocketApp failing = new WebSocketApp() {
            @Override
            public ConnectDecision onConnect(ConnectEvent event, Hub hub) {
                throw new IllegalStateException("broken");
            }
        };
        RegisterReply reply = new RegisterFunction(failing, store, push).mainHandler(Events.connecting("a"), null);

        assertThat(reply.getErrNo()).isEqualTo(203);
        assertThat(reply.getErrMsg()).doesNotContain("broken");
        assertThat(store.ids()).isEmpty();
    }

    @Test
    void answersTheNumberOfAnInvalidEvent() {
        assertThat(function.mainHandler(null, null).getErrNo()).isEqualTo(101);
        assertThat(function.mainHandler(new WebSocketEvent(), null).getErrNo()).isEqualTo(101);
        assertThat(function.mainHandler(Events.connecting("not an id"), null).getErrNo())
                .isEqualTo(103);
        assertThat(store.ids()).isEmpty();
    }

    private static String subprotocol(RegisterFunction function, String... offered) {
        return function.mainHandler(Events.connecting("a", offered), null)
                .getWebsocket()
                .getSecWebSocketProtocol();
    }

    private static WebSocketApp speaking(String... subprotocols) {
        return new WebSocketApp() {
            @Override
            public List<String> subprotocols() {
                return List.of(subprotocols);
            }
        };
    }

    private static WebSocketApp deciding(ConnectDecision decision) {
        return new WebSocketApp() {
            @Override
            public ConnectDecision onConnect(ConnectEvent event, Hub hub) {
                return decision;
            }
        };
    }
}
