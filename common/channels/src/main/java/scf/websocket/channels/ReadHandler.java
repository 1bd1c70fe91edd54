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
        HistoryPage page = services.store.history(request.channel(), query(request, limits), limits);
        Optional<StreamPosition> since = request.since();
        if (since.isPresent()
                && !since.get().epoch().isEmpty()
                && !since.get().epoch().equals(page.top().epoch())) {
            throw new CommandRefusal(ProtocolError.UNRECOVERABLE_POSITION);
        }
        return HistoryResult.of(page.publications(), page.top());
    }

    private HistoryQuery query(HistoryRequest request, HistoryLimits limits) {
        int limit = request.limit() < 0 ? limits.size() : request.limit();
        int maxBytes = exchange.maxMessageBytes() / 2;
        Optional<Long> since = request.since().map(StreamPosition::offset);
        return request.reverse()
                ? HistoryQuery.before(since.orElse(Long.MAX_VALUE), limit, maxBytes)
                : HistoryQuery.after(since.orElse(0L), limit, maxBytes);
    }
}
