package scf.websocket.jar;

import scf.websocket.app.ConnectDecision;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.MessageEvent;
import scf.websocket.push.Message;
import scf.websocket.push.PushOutcome;

/** Pushes on every event, and throws if the push fails. */
public final class PushingApp implements WebSocketApp {
    @Override
    public ConnectDecision onConnect(ConnectEvent event, Hub hub) {
        push(event.connectionId(), "connected", hub);
        return ConnectDecision.accept();
    }

    @Override
    public void onMessage(MessageEvent event, Hub hub) {
        push(event.connectionId(), "said something", hub);
    }

    @Override
    public void onClose(CloseEvent event, Hub hub) {
        push(event.connectionId(), "left", hub);
    }

    private static void push(ConnectionId about, String what, Hub hub) {
        if (hub.now().send(ConnectionId.of("observer"), Message.text(about + " " + what)) != PushOutcome.DELIVERED) {
            throw new IllegalStateException(what);
        }
    }
}
