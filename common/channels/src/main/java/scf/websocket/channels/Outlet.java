package scf.websocket.channels;

import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;

/** Sends to groups: in a function, the hub of the event; elsewhere, posts to the gateway. */
interface Outlet {
    void send(String group, Message message);

    void send(String group, NumberedMessage message);
}
