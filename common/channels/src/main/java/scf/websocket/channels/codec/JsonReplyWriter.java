package scf.websocket.channels.codec;

import java.util.List;
import java.util.Map;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.ConnectResult;
import scf.websocket.channels.protocol.EmptyResult;
import scf.websocket.channels.protocol.HistoryResult;
import scf.websocket.channels.protocol.PresenceResult;
import scf.websocket.channels.protocol.PresenceStatsResult;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.RefreshResult;
import scf.websocket.channels.protocol.Reply;
import scf.websocket.channels.protocol.ResultVisitor;
import scf.websocket.channels.protocol.RpcResult;
import scf.websocket.channels.protocol.SubRefreshResult;
import scf.websocket.channels.protocol.SubscribeResult;

/** Writes replies and pushes in JSON. Not thread-safe. */
final class JsonReplyWriter implements ResultVisitor {
    private final JsonOutput json = new JsonOutput();

    /** Returns the frame: one message a line. */
    static String write(List<Reply> replies) {
        JsonReplyWriter writer = new JsonReplyWriter();
        for (int i = 0; i < replies.size(); i++) {
            if (i > 0) {
                writer.json.newLine();
            }
            writer.reply(replies.get(i));
        }
        return writer.json.toString();
    }

    private void reply(Reply reply) {
        json.open();
        json.number("id", Integer.toUnsignedLong(reply.id()));
        reply.error().ifPresent(this::error);
        reply.result().ifPresent(result -> result.accept(this));
        reply.push().ifPresent(new JsonPushWriter(json)::write);
        json.close();
    }

    private void error(ProtocolError error) {
        json.open("error");
        json.numberAlways("code", error.code());
        json.string("message", error.message());
        json.flag("temporary", error.temporary());
        json.close();
    }

    @Override
    public void connect(ConnectResult result) {
        json.open("connect");
        json.string("client", result.client());
        json.string("version", result.version());
        JsonValues.expiry(json, result.timeToLive());
        json.data("data", result.data());
        if (!result.subscriptions().isEmpty()) {
            json.open("subs");
            for (Map.Entry<String, SubscribeResult> subscription :
                    result.subscriptions().entrySet()) {
                json.open(subscription.getKey());
                JsonValues.subscription(json, subscription.getValue());
                json.close();
            }
            json.close();
        }
        json.number("ping", result.pingSeconds());
        json.flag("pong", result.pong());
        json.close();
    }

    @Override
    public void subscribe(SubscribeResult result) {
        json.open("subscribe");
        JsonValues.subscription(json, result);
        json.close();
    }

    @Override
    public void presence(PresenceResult result) {
        json.open("presence");
        json.open("presence");
        for (ClientInfo client : result.clients()) {
            JsonValues.info(json, client.client(), client);
        }
        json.close();
        json.close();
    }

    @Override
    public void presenceStats(PresenceStatsResult result) {
        json.open("presence_stats");
        json.numberAlways("num_clients", result.clients());
        json.numberAlways("num_users", result.users());
        json.close();
    }

    @Override
    public void history(HistoryResult result) {
        json.open("history");
        JsonValues.publications(json, result.publications());
        JsonValues.position(json, result.top());
        json.close();
    }

    @Override
    public void rpc(RpcResult result) {
        json.open("rpc");
        json.data("data", result.data());
        json.close();
    }

    @Override
    public void refresh(RefreshResult result) {
        json.open("refresh");
        json.string("client", result.client());
        JsonValues.expiry(json, result.timeToLive());
        json.close();
    }

    @Override
    public void subRefresh(SubRefreshResult result) {
        json.open("sub_refresh");
        JsonValues.expiry(json, result.timeToLive());
        json.close();
    }

    @Override
    public void empty(EmptyResult result) {
        json.open(name(result));
        json.close();
    }

    private static String name(EmptyResult result) {
        switch (result) {
            case UNSUBSCRIBE:
                return "unsubscribe";
            case PUBLISH:
                return "publish";
            default:
                return "ping";
        }
    }
}
