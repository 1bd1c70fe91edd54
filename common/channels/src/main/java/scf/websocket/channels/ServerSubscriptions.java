package scf.websocket.channels;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.Unsubscribe;
import scf.websocket.channels.store.ChannelStore;
import scf.websocket.channels.store.Subscriber;

/** What the server knows of the subscriptions in channels with presence or join_leave, and how it ends them. Thread-safe. */
final class ServerSubscriptions {
    private final ChannelStore store;

    ServerSubscriptions(ChannelStore store) {
        this.store = store;
    }

    /** @throws ChannelException with error 106 if there are too many */
    Map<String, Integer> occupied(String prefix) {
        Map<String, Integer> clients = new LinkedHashMap<>();
        List<String> names = store.occupied(prefix, Channels.MAX_SUBSCRIBERS + 1);
        if (names.size() > Channels.MAX_SUBSCRIBERS) {
            throw new ChannelException(ProtocolError.LIMIT_EXCEEDED);
        }
        names.forEach(name -> clients.merge(name, 1, Integer::sum));
        return clients;
    }

    /** @param client null for all of the user */
    void end(String user, String channel, @Nullable String client, PostOutlet outlet) {
        for (Subscriber one : store.subscribers(channel, Channels.MAX_SUBSCRIBERS)) {
            if (one.info().user().equals(user)
                    && (client == null || one.info().client().equals(client))) {
                end(one, outlet);
            }
        }
    }

    private void end(Subscriber subscriber, PostOutlet outlet) {
        String channel = subscriber.channel();
        outlet.leave(ChannelGroups.ordered(channel), subscriber.connection());
        outlet.leave(ChannelGroups.unordered(channel, subscriber.isProtobuf()), subscriber.connection());
        outlet.send(
                subscriber.connection(),
                Encodings.push(Push.unsubscribe(channel, Unsubscribe.BY_SERVER), subscriber.isProtobuf()));
        if (store.unsubscribe(channel, subscriber.connection()).isPresent() && subscriber.isAnnounced()) {
            Publisher.broadcast(Push.leave(channel, subscriber.info()), outlet);
        }
    }
}
