package ${package};

import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.MessageEvent;
import scf.websocket.push.Message;

/** A chat: everybody else reads what one client writes. The message "/online" asks how many clients there are. */
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
