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
     * Publishes, also to the plain room if the channel mirrors it: there at most once, so not if the key has been used.
     *
     * @param options of the channel
     * @return the position; empty without history
     */
    Optional<StreamPosition> publish(
            String channel, Publication publication, CommandKey key, ChannelOptions options, Outlet outlet) {
        return publish(channel, publication, key, options, outlet, channel.equals(mirror));
    }

    /** Like {@link #publish}, what the plain room has already. */
    Optional<StreamPosition> publishUnmirrored(
            String channel, Publication publication, CommandKey key, ChannelOptions options, Outlet outlet) {
        return publish(channel, publication, key, options, outlet, false);
    }

    private Optional<StreamPosition> publish(
            String channel,
            Publication publication,
            CommandKey key,
            ChannelOptions options,
            Outlet outlet,
            boolean isMirrored) {
        boolean isRepeated = false;
        StreamPosition position = null;
        if (options.history()) {
            Published published = store.publish(NewPublication.of(channel, publication, key, limits(options)));
            position = published.position();
            isRepeated = published.isRepeated();
            outlet.send(ChannelGroups.ordered(channel), numbered(channel, published));
        } else {
            broadcast(Push.publication(channel, publication), outlet);
        }
        if (isMirrored && !isRepeated) {
            outlet.send(ChannelGroups.PLAIN, Message.text(JsonPlainText.of(publication.data())));
        }
        return Optional.ofNullable(position);
    }

    private static NumberedMessage numbered(String channel, Published published) {
        String epoch = published.position().epoch();
        return published.isRepeated()
                // The data may differ from what was stored; subscribers that lack it cause a question.
                ? NumberedMessage.number(epoch, published.position().offset())
                : Encodings.numbered(channel, epoch, published.publication());
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
