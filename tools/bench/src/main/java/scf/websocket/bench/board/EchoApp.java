package scf.websocket.bench.board;

import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.MessageEvent;
import scf.websocket.push.Message;

/** Pushes each message back to its sender: the shortest way through function and push. */
public final class EchoApp implements WebSocketApp {
    @Override
    public void onMessage(MessageEvent event, Hub hub) {
        hub.send(event.connectionId(), Message.of(event));
    }
}
