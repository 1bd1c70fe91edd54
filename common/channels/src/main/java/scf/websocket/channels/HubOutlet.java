package scf.websocket.channels;

import scf.websocket.app.Hub;
import scf.websocket.event.Feature;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;

/** Sends within an event. Sends nothing if the gateway knows no groups: then it has no members, either. */
final class HubOutlet implements Outlet {
    private final Hub hub;
    private final boolean hasGroups;

    HubOutlet(Hub hub) {
        this.hub = hub;
        this.hasGroups = hub.features().contains(Feature.GROUPS);
    }

    @Override
    public void send(String group, Message message) {
        if (hasGroups) {
            hub.sendToGroup(group, message);
        }
    }

    @Override
    public void send(String group, NumberedMessage message) {
        hub.sendOrdered(group, message);
    }
}
