package scf.websocket.chat;

import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.event.DataType;
import scf.websocket.event.MessageEvent;
import scf.websocket.push.Message;

/**
 * One anonymous chat room: what a client sends goes to every other connection as it is. With {@code CHAT_ONLINE_SUFFIX} a
 * text is followed by the number of connections, the sender's among them, where that fits into a message. Immutable.
 */
public final class ChatRoomApp implements WebSocketApp {
    private final boolean onlineSuffix;

    public ChatRoomApp(Settings settings) {
        this.onlineSuffix = settings.flag(Setting.CHAT_ONLINE_SUFFIX);
    }

    @Override
    public void onMessage(MessageEvent event, Hub hub) {
        boolean counted = onlineSuffix && event.dataType() == DataType.TEXT;
        if (counted) {
            Message message = Message.text(event.data() + suffix(hub.count()));
            if (!hub.broadcastExcept(event.connectionId(), message).tooLarge()) {
                return;
            }
            // The gateway took the text from its sender, so it passes the text on; the number is what does not fit.
        }
        hub.broadcastExcept(event.connectionId(), Message.of(event));
    }

    /** As the COS chat of the documents writes it, so that its clients can be pointed here. */
    private static String suffix(long online) {
        return "(===Online people:" + online + "===)";
    }
}
