package ${package};

import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.MessageEvent;
import scf.websocket.push.Message;

/** A chat: forwards each message to all other clients. The message "/online" returns the number of clients. */
public final class Chat implements WebSocketApp {
    @Override
    public void onMessage(MessageEvent event, Hub hub) {
        if (event.data().equals("/online")) {
            hub.send(event.connectionId(), Message.text(hub.count() + " online"));
        } else {
            hub.broadcastExcept(event.connectionId(), Message.of(event));
        }
    }
}
