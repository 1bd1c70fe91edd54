package com.example.livelog;

import scf.websocket.app.BroadcastResult;
import scf.websocket.app.ConnectDecision;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.MessageEvent;
import scf.websocket.push.Message;

/** Forwards what one client writes to all others. */
public final class LiveLog implements WebSocketApp {
    @Override
    public ConnectDecision onConnect(ConnectEvent event, Hub hub) {
        return hub.count() < 500 ? ConnectDecision.accept() : ConnectDecision.refuse("too many readers");
    }

    @Override
    public void onMessage(MessageEvent event, Hub hub) {
        BroadcastResult sent = hub.now().broadcastExcept(event.connectionId(), Message.of(event));
        hub.send(event.connectionId(), Message.text("read by " + sent.delivered()));
    }
}
