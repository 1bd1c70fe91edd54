package com.example;

import scf.websocket.app.ConnectDecision;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.MessageEvent;
import scf.websocket.push.Message;

/** The example of the README. */
public final class SupportDesk implements WebSocketApp {
    @Override
    public ConnectDecision onConnect(ConnectEvent event, Hub hub) {
        return hub.count() < 500 ? ConnectDecision.accept() : ConnectDecision.refuse("the desk is full");
    }

    @Override
    public void onMessage(MessageEvent event, Hub hub) {
        if (event.data().equals("/online")) {
            hub.send(event.connectionId(), Message.text(hub.count() + " online"));
        } else {
            hub.broadcastExcept(event.connectionId(), Message.of(event));
        }
    }
}
