package scf.websocket.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.Channels;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.store.HistoryPage;

/** Reads and removes what channels keep. */
final class ChannelMethods {
    private ChannelMethods() {}

    static String presence(JsonParams params, ApiServices services) {
        List<ClientInfo> clients = services.channels.presence(params.required("channel"));
        if (clients.size() >= Channels.MAX_SUBSCRIBERS) {
            throw ApiException.of(ProtocolError.LIMIT_EXCEEDED, "too many clients to list; see presence_stats");
        }
        return JsonResults.presence(clients);
    }

    static String presenceStats(JsonParams params, ApiServices services) {
        return JsonResults.count(services.channels.presenceStats(params.required("channel")));
    }

    static String history(JsonParams params, ApiServices services) {
        @Nullable JsonParams since = params.object("since");
        String epoch = since == null ? "" : since.text("epoch");
        HistoryPage page = services.channels.history(
                params.required("channel"),
                params.number("limit"),
                since == null ? null : since.unsignedNumber("offset"),
                params.flag("reverse"));
        if (!epoch.isEmpty() && !epoch.equals(page.top().epoch())) {
            throw ApiException.of(ProtocolError.UNRECOVERABLE_POSITION);
        }
        return JsonResults.history(page);
    }

    static String historyRemove(JsonParams params, ApiServices services) {
        String channel = params.required("channel");
        if (!services.channels.keepsHistory(channel)) {
            throw ApiException.of(ProtocolError.NOT_AVAILABLE);
        }
        services.channels.removeHistory(channel);
        return JsonResults.EMPTY;
    }

    /** Of the channels with presence or join_leave; nobody knows the others. */
    static String channels(JsonParams params, ApiServices services) {
        ChannelPattern pattern = ChannelPattern.of(params.text("pattern"));
        return JsonResults.channels(services.channels.occupied(pattern.prefix()), pattern);
    }

    /** Describes all gateways as one node: functions know none of them. */
    static String info(JsonParams params, ApiServices services) {
        return JsonResults.node(services.connections.count());
    }
}
