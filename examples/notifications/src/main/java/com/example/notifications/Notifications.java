package com.example.notifications;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import scf.websocket.app.ConnectDecision;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.MessageEvent;
import scf.websocket.push.CloseReason;
import scf.websocket.push.PushReport;

/** Delivers a user's notification to all devices of the recipient. */
public final class Notifications implements WebSocketApp {
    private static final CloseReason NOT_JSON = CloseReason.of(1007, "expected {\"to\": …, \"text\": …}");

    private final Devices devices;

    /** For the functions: the pool of the connection store. */
    public Notifications(DataSource database) {
        this(new MySqlDevices(database));
    }

    /** For tests. */
    Notifications(Devices devices) {
        this.devices = devices;
    }

    /** Trusts the user name in the query. A real application verifies a token instead. */
    @Override
    public ConnectDecision onConnect(ConnectEvent event, Hub hub) throws Exception {
        Optional<String> user = event.query("user").filter(name -> !name.isBlank() && name.length() <= 64);
        if (user.isEmpty()) {
            return ConnectDecision.refuse("connect with ?user=NAME");
        }
        devices.add(user.get(), event.connectionId());
        hub.send(event.connectionId(), Json.connected(devices.of(user.get()).size()));
        return ConnectDecision.accept();
    }

    @Override
    public void onMessage(MessageEvent event, Hub hub) throws Exception {
        Optional<Notification> notification = Json.read(event.data());
        Optional<String> sender = devices.owner(event.connectionId());
        if (notification.isEmpty() || sender.isEmpty()) {
            hub.close(event.connectionId(), NOT_JSON);
            return;
        }
        PushReport report = hub.now().send(
                devices.of(notification.get().to()), Json.from(sender.get(), notification.get().text()));
        devices.remove(report.gone());
        hub.send(event.connectionId(), Json.delivered(report.delivered()));
    }

    @Override
    public void onClose(CloseEvent event, Hub hub) throws Exception {
        devices.remove(List.of(event.connectionId()));
    }
}
