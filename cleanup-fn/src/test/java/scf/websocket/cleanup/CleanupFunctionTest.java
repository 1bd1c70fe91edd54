package scf.websocket.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.EventReply;
import scf.websocket.event.Feature;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.push.Message;
import scf.websocket.testing.Events;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.testing.RecordingPush;

class CleanupFunctionTest {
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final RecordingPush push = new RecordingPush();
    private final CleanupFunction function = new CleanupFunction(new WebSocketApp() {}, store, push);

    @Test
    void removesTheConnectionAndPushesNothing() {
        store.add(ConnectionId.of("a"));
        store.add(ConnectionId.of("A"));

        assertThat(function.mainHandler(Events.closing("a"), null).getErrNo()).isZero();
        assertThat(store.ids()).containsExactly("A");
        assertThat(push.count()).isZero();
        assertThat(push.closed()).isEmpty();
    }

    @Test
    void isIdempotent() {
        assertThat(function.mainHandler(Events.closing("a"), null).getErrNo()).isZero();
        assertThat(function.mainHandler(Events.closing("a"), null).getErrNo()).isZero();
    }

    @Test
    void answers201SoThatTheCallerRetriesWhileTheStoreIsDown() {
        store.add(ConnectionId.of("a"));
        store.goDown();
        assertThat(function.mainHandler(Events.closing("a"), null).getErrNo()).isEqualTo(201);

        store.comeUp();
        assertThat(function.mainHandler(Events.closing("a"), null).getErrNo()).isZero();
        assertThat(store.ids()).isEmpty();
    }

    @Test
    void notifiesTheApplicationAfterRemovingTheConnection() {
        store.add(ConnectionId.of("a"));
        store.add(ConnectionId.of("b"));
        List<String> left = new ArrayList<>();
        WebSocketApp app = new WebSocketApp() {
            @Override
            public void onClose(CloseEvent event, Hub hub) {
                left.add(event.connectionId().value());
                hub.broadcast(Message.text("somebody left"));
            }
        };
        new CleanupFunction(app, store, push).mainHandler(Events.closing("a"), null);

        assertThat(left).containsExactly("a");
        assertThat(push.messages("b")).hasSize(1);
        assertThat(push.messages("a")).isEmpty();
    }

    @Test
    void pushesLeaveWithTheAnswerIfTheGatewayAnnouncesIt() {
        store.add(ConnectionId.of("a"));
        WebSocketApp app = new WebSocketApp() {
            @Override
            public void onClose(CloseEvent event, Hub hub) {
                hub.broadcast(Message.text(event.context().orElse("somebody") + " left"));
            }
        };
        WebSocketEvent event = Events.announcing(Events.closing("a"), Feature.PUSHES, Feature.GROUPS);
        event.setContext("ann");
        EventReply reply = new CleanupFunction(app, store, push).mainHandler(event, null);

        assertThat(reply.getErrNo()).isZero();
        assertThat(reply.getExtensions()).contains(Events.ANSWER_KEY, "\"group\":\"*\"", "\"data\":\"ann left\"");
        assertThat(push.groups()).isEmpty();
        assertThat(store.ids()).isEmpty();
    }

    @Test
    void answersTheNumberOfAnInvalidEvent() {
        assertThat(function.mainHandler(null, null).getErrNo()).isEqualTo(102);
        assertThat(function.mainHandler(Events.closing(""), null).getErrNo()).isEqualTo(103);
        assertThat(function.mainHandler(Events.text("a", "x"), null).getErrNo()).isEqualTo(104);
    }
}
