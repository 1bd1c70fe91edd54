package scf.websocket.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scf.websocket.channels.config.ChannelRules;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.HistoryRequest;
import scf.websocket.channels.protocol.HistoryResult;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.PresenceResult;
import scf.websocket.channels.protocol.PresenceStatsResult;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.store.HistoryLimits;
import scf.websocket.channels.store.HistoryPage;
import scf.websocket.channels.store.HistoryQuery;
import scf.websocket.channels.store.PresenceCount;
import scf.websocket.channels.store.Subscriber;

/** Reads what channels keep. */
final class ReadHandler {
    /** What an entry of a presence takes without the data of its tokens, roughly. */
    private static final int PRESENCE_BYTES = 256;

    private final Services services;
    private final Exchange exchange;

    ReadHandler(Services services, Exchange exchange) {
        this.services = services;
        this.exchange = exchange;
    }

    /** Lists as many as fit into a message; the number of all is in {@link #presenceStats}. */
    PresenceResult presence(String channel) {
        requirePresence(channel);
        int room = exchange.maxMessageBytes() / 2;
        List<ClientInfo> clients = new ArrayList<>();
        for (Subscriber subscriber : services.store.subscribers(channel, Math.max(1, room / PRESENCE_BYTES))) {
            room -= size(subscriber.info());
            if (room < 0) {
                break;
            }
            clients.add(subscriber.info());
        }
        return PresenceResult.of(clients);
    }

    private static int size(ClientInfo info) {
        return PRESENCE_BYTES
                + info.connectionInfo().map(JsonData::bytes).orElse(0)
                + info.channelInfo().map(JsonData::bytes).orElse(0);
    }

    PresenceStatsResult presenceStats(String channel) {
        requirePresence(channel);
        PresenceCount count = services.store.count(channel);
        return PresenceStatsResult.of(count.clients(), count.users());
    }

    private void requirePresence(String channel) {
        ChannelRules rules = services.config.rules(channel);
        CommandRefusal.throwIfPresent(rules.presence(exchange.session().user(), exchange.isSubscribed(channel)));
    }

    HistoryResult history(HistoryRequest request) {
        ChannelRules rules = services.config.rules(request.channel());
        CommandRefusal.throwIfPresent(
                rules.history(exchange.session().user(), exchange.isSubscribed(request.channel())));
        HistoryLimits limits = Publisher.limits(rules.options());
        Optional<StreamPosition> since = request.since();
        HistoryQuery query = HistoryQuery.of(
                request.limit(),
                since.map(StreamPosition::offset).orElse(null),
                request.reverse(),
                exchange.maxMessageBytes() / 2,
                limits);
        HistoryPage page = services.store.history(request.channel(), query, limits);
        if (since.isPresent()
                && !since.get().epoch().isEmpty()
                && !since.get().epoch().equals(page.top().epoch())) {
            throw new CommandRefusal(ProtocolError.UNRECOVERABLE_POSITION);
        }
        return HistoryResult.of(page.publications(), page.top());
    }
}
