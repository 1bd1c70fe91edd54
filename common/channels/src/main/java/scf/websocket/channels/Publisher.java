package scf.websocket.channels;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.config.ChannelOptions;
import scf.websocket.channels.config.ChannelsConfig;
import scf.websocket.channels.config.PlainRoomOptions;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.store.ChannelStore;
import scf.websocket.channels.store.CommandKey;
import scf.websocket.channels.store.HistoryLimits;
import scf.websocket.channels.store.NewPublication;
import scf.websocket.channels.store.Published;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;

/** Stores publications, if the channel keeps any, and sends them to the subscribers. Thread-safe. */
final class Publisher {
    /** The largest data of a publication; the gateway's limit may be smaller. */
    static final int MAX_DATA_BYTES = 64 << 10;

    private final ChannelStore store;

    /** The channel whose publications the plain room gets; null if there is none. */
    private final @Nullable String mirror;

    Publisher(ChannelStore store, ChannelsConfig config) {
        this.store = store;
        this.mirror = config.plainRoom().map(PlainRoomOptions::channel).orElse(null);
    }

    /**
     * @param options of the channel
     * @return the position; empty without history
     */
    Optional<StreamPosition> publish(
            String channel, Publication publication, CommandKey key, ChannelOptions options, Outlet outlet) {
        Optional<StreamPosition> position = publishUnmirrored(channel, publication, key, options, outlet);
        if (channel.equals(mirror)) {
            outlet.send(ChannelGroups.PLAIN, Message.text(JsonPlainText.of(publication.data())));
        }
        return position;
    }

    /**
     * Publishes what the plain room has already.
     *
     * @param options of the channel
     * @return the position; empty without history
     */
    Optional<StreamPosition> publishUnmirrored(
            String channel, Publication publication, CommandKey key, ChannelOptions options, Outlet outlet) {
        if (!options.history()) {
            broadcast(Push.publication(channel, publication), outlet);
            return Optional.empty();
        }
        Published published = store.publish(NewPublication.of(channel, publication, key, limits(options)));
        String epoch = published.position().epoch();
        NumberedMessage message = published.isRepeated()
                // The data may differ from what was stored; subscribers that lack it cause a question.
                ? NumberedMessage.number(epoch, published.position().offset())
                : Encodings.numbered(channel, epoch, published.publication());
        outlet.send(ChannelGroups.ordered(channel), message);
        return Optional.of(published.position());
    }

    /** Returns what a channel with history keeps. */
    static HistoryLimits limits(ChannelOptions options) {
        return HistoryLimits.of(options.historySize(), options.historyTimeToLive());
    }

    /** Sends without a number. */
    static void broadcast(Push push, Outlet outlet) {
        outlet.send(ChannelGroups.unordered(push.channel(), false), Encodings.push(push, false));
        outlet.send(ChannelGroups.unordered(push.channel(), true), Encodings.push(push, true));
    }
}
