package scf.websocket.channels;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.app.Hub;
import scf.websocket.channels.config.PlainRoomOptions;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.store.ChannelBusyException;
import scf.websocket.channels.store.CommandKey;
import scf.websocket.chat.ChatRoomApp;
import scf.websocket.config.Settings;
import scf.websocket.connection.StoreUnavailableException;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.DataType;
import scf.websocket.event.MessageEvent;

/**
 * The clients that send plain text, as those of the documented chat room do. They get each other's messages, unchanged
 * unless the policy changes one, and as text what is published in the channel that mirrors the room; the channel gets
 * their texts. A message that the policy refuses reaches nobody, and its sender is not told: there is no form for it.
 * Thread-safe.
 */
final class PlainRoom {
    /** What the gateway keeps about such a client; it is no {@link Session}. */
    static final String CONTEXT = "plain";

    private static final Identity NOBODY = Identity.of("", null, null);

    private static final Logger LOG = LoggerFactory.getLogger("scf.websocket.channels");

    private final PlainRoomOptions options;
    private final ChatRoomApp room;
    private final Services services;

    PlainRoom(PlainRoomOptions options, Settings settings, Services services) {
        this.options = options;
        this.room = ChatRoomApp.ofGroup(settings, ChannelGroups.PLAIN);
        this.services = services;
    }

    /** Returns whether the client connects to the path of the room. */
    boolean isFor(ConnectEvent event) {
        return options.path()
                .equals(event.stage().map(stage -> "/" + stage).orElse("")
                        + event.path().orElse(""));
    }

    void enter(ConnectEvent event, Hub hub) {
        hub.join(ChannelGroups.PLAIN, event.connectionId());
        hub.context(CONTEXT);
    }

    void onMessage(MessageEvent event, Hub hub) throws Exception {
        if (event.dataType() == DataType.BINARY) {
            room.onMessage(event, hub);
            return;
        }
        JsonData data = JsonPlainText.toData(event.data());
        ClientInfo sender = ClientInfo.of("", Digests.client(event.connectionId()), null, null);
        PolicyDecision decision = services.policy.onPublish(new ChannelClient(sender, NOBODY), options.channel(), data);
        if (decision.refusal().isPresent() || decision.isHandled()) {
            return;
        }
        JsonData published = decision.data().orElse(data);
        room.say(event.connectionId(), decision.data().map(JsonPlainText::of).orElse(event.data()), hub);
        if (published.bytes() > Publisher.MAX_DATA_BYTES) {
            LOG.warn("a message of the plain room is too large for channel {}", options.channel());
            return;
        }
        try {
            services.publisher.publishUnmirrored(
                    options.channel(),
                    Publication.of(published).withInfo(sender),
                    CommandKey.random(),
                    services.config.rules(options.channel()).options(),
                    new HubOutlet(hub));
        } catch (StoreUnavailableException | ChannelBusyException e) {
            // An event that fails would reach nobody; the plain room needs no database.
            LOG.warn("channel {} lacks a message of the plain room: {}", options.channel(), e.getMessage());
        }
    }
}
