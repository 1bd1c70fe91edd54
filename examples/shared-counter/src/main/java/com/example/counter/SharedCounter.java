package com.example.counter;

import java.util.OptionalLong;
import javax.sql.DataSource;
import scf.websocket.app.ConnectDecision;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.MessageEvent;
import scf.websocket.push.CloseReason;

/** A number that every client sees and can change. */
public final class SharedCounter implements WebSocketApp {
    private static final CloseReason NOT_JSON = CloseReason.of(1007, "expected {\"add\": a number}");

    private final Counter counter;

    /** For the functions: the pool of the connection store. */
    public SharedCounter(DataSource database) {
        this(new MySqlCounter(database));
    }

    /** For tests. */
    SharedCounter(Counter counter) {
        this.counter = counter;
    }

    /** Sends the number as the client's first message. */
    @Override
    public ConnectDecision onConnect(ConnectEvent event, Hub hub) throws Exception {
        hub.send(event.connectionId(), Json.count(counter.add(0)));
        return ConnectDecision.accept();
    }

    @Override
    public void onMessage(MessageEvent event, Hub hub) throws Exception {
        OptionalLong add = Json.add(event.data());
        if (add.isPresent()) {
            hub.broadcast(Json.count(counter.add(add.getAsLong())));
        } else {
            hub.close(event.connectionId(), NOT_JSON);
        }
    }
}
