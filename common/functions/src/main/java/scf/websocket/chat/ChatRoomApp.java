package scf.websocket.chat;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.DataType;
import scf.websocket.event.MessageEvent;
import scf.websocket.push.Message;

/**
 * A single anonymous chat room: forwards each message unchanged to every other connection, or to the other members of a
 * group. With {@code CHAT_ONLINE_SUFFIX}, appends the number of connections, including the sender, to each text if the
 * result is not too large. Immutable.
 */
public final class ChatRoomApp implements WebSocketApp {
    private final boolean onlineSuffix;

    /** Who is in the room; null if every connection is. */
    private final @Nullable String group;

    public ChatRoomApp(Settings settings) {
        this(settings, null);
    }

    private ChatRoomApp(Settings settings, @Nullable String group) {
        this.onlineSuffix = settings.flag(Setting.CHAT_ONLINE_SUFFIX);
        this.group = group;
    }

    /** Returns a room of a group's members. The gateway must announce groups. */
    public static ChatRoomApp ofGroup(Settings settings, String group) {
        return new ChatRoomApp(settings, group);
    }

    @Override
    public void onMessage(MessageEvent event, Hub hub) {
        if (event.dataType() == DataType.TEXT) {
            say(event.connectionId(), event.data(), hub);
        } else {
            sendToOthers(event.connectionId(), Message.of(event), hub);
        }
    }

    /** Forwards a text of a client, which need not be what the client has sent. */
    public void say(ConnectionId sender, String text, Hub hub) {
        if (!onlineSuffix || !sentWithCount(sender, text, hub)) {
            // The gateway accepted as much from the sender, so it fits without the suffix.
            sendToOthers(sender, Message.text(text), hub);
        }
    }

    private void sendToOthers(ConnectionId sender, Message message, Hub hub) {
        if (group == null) {
            hub.broadcastExcept(sender, message);
        } else {
            hub.sendToGroup(group, message, sender);
        }
    }

    /** Returns false if the message is too large with the suffix. */
    private boolean sentWithCount(ConnectionId sender, String text, Hub hub) {
        Message message = Message.text(text + suffix(hub.count()));
        OptionalInt most = hub.maxMessageBytes();
        if (most.isEmpty()) {
            return !hub.now().broadcastExcept(sender, message).tooLarge();
        }
        boolean fits = message.payloadBytes() <= most.getAsInt();
        if (fits) {
            sendToOthers(sender, message, hub);
        }
        return fits;
    }

    /** The format of the COS chat in the documentation, so that its clients work here. */
    private static String suffix(long online) {
        return "(===Online people:" + online + "===)";
    }
}
