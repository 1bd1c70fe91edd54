package scf.websocket.channels.codec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.ConnectResult;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.EmptyResult;
import scf.websocket.channels.protocol.HistoryResult;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.PresenceResult;
import scf.websocket.channels.protocol.PresenceStatsResult;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.PushVisitor;
import scf.websocket.channels.protocol.RefreshResult;
import scf.websocket.channels.protocol.Reply;
import scf.websocket.channels.protocol.ResultVisitor;
import scf.websocket.channels.protocol.RpcResult;
import scf.websocket.channels.protocol.SubRefreshResult;
import scf.websocket.channels.protocol.SubscribeResult;
import scf.websocket.channels.protocol.Unsubscribe;

/** Writes a reply or a push in Protobuf. The numbers are the schema's. Not thread-safe. */
final class ProtobufReplyWriter implements ResultVisitor, PushVisitor {
    /** The reply or the push whose content is written. */
    private ProtobufMessage out = new ProtobufMessage();

    /** Returns the frame: each message with its length before it. */
    static byte[] write(List<Reply> replies) {
        ProtobufMessage frame = new ProtobufMessage();
        for (Reply reply : replies) {
            frame.delimited(new ProtobufReplyWriter().encode(reply));
        }
        return frame.toByteArray();
    }

    private ProtobufMessage encode(Reply reply) {
        out.uint32(1, reply.id());
        reply.error().ifPresent(error -> out.message(2, encode(error)));
        reply.result().ifPresent(result -> result.accept(this));
        reply.push().ifPresent(this::push);
        return out;
    }

    private void push(Push push) {
        ProtobufMessage reply = out;
        out = new ProtobufMessage();
        out.string(2, push.channel());
        push.accept(this);
        reply.message(4, out);
        out = reply;
    }

    private static ProtobufMessage encode(ProtocolError error) {
        ProtobufMessage message = new ProtobufMessage();
        message.uint32(1, error.code());
        message.string(2, error.message());
        message.flag(3, error.temporary());
        return message;
    }

    @Override
    public void connect(ConnectResult result) {
        ProtobufMessage message = new ProtobufMessage();
        message.string(1, result.client());
        message.string(2, result.version());
        expiry(message, 3, result.timeToLive());
        message.data(5, result.data());
        result.subscriptions().forEach((channel, subscription) -> message.entry(6, channel, encode(subscription)));
        message.uint32(7, result.pingSeconds());
        message.flag(8, result.pong());
        out.message(5, message);
    }

    @Override
    public void subscribe(SubscribeResult result) {
        out.message(6, encode(result));
    }

    private static ProtobufMessage encode(SubscribeResult result) {
        ProtobufMessage message = new ProtobufMessage();
        expiry(message, 1, result.timeToLive());
        message.flag(3, result.recoverable());
        message.string(6, result.position().epoch());
        result.publications().forEach(publication -> message.message(7, encode(publication)));
        message.flag(8, result.recovered());
        message.int64(9, result.position().offset());
        message.flag(10, result.positioned());
        message.data(11, result.data());
        message.flag(12, result.wasRecovering());
        return message;
    }

    @Override
    public void presence(PresenceResult result) {
        ProtobufMessage message = new ProtobufMessage();
        result.clients().forEach(client -> message.entry(1, client.client(), encode(client)));
        out.message(9, message);
    }

    @Override
    public void presenceStats(PresenceStatsResult result) {
        ProtobufMessage message = new ProtobufMessage();
        message.uint32(1, result.clients());
        message.uint32(2, result.users());
        out.message(10, message);
    }

    @Override
    public void history(HistoryResult result) {
        ProtobufMessage message = new ProtobufMessage();
        result.publications().forEach(publication -> message.message(1, encode(publication)));
        message.string(2, result.top().epoch());
        message.int64(3, result.top().offset());
        out.message(11, message);
    }

    @Override
    public void rpc(RpcResult result) {
        ProtobufMessage message = new ProtobufMessage();
        message.data(1, result.data());
        out.message(13, message);
    }

    @Override
    public void refresh(RefreshResult result) {
        ProtobufMessage message = new ProtobufMessage();
        message.string(1, result.client());
        expiry(message, 3, result.timeToLive());
        out.message(14, message);
    }

    @Override
    public void subRefresh(SubRefreshResult result) {
        ProtobufMessage message = new ProtobufMessage();
        expiry(message, 1, result.timeToLive());
        out.message(15, message);
    }

    @Override
    public void empty(EmptyResult result) {
        int field = result == EmptyResult.UNSUBSCRIBE ? 7 : result == EmptyResult.PUBLISH ? 8 : 12;
        out.message(field, new ProtobufMessage());
    }

    @Override
    public void publication(Publication publication) {
        out.message(4, encode(publication));
    }

    @Override
    public void join(ClientInfo client) {
        out.message(5, presence(client));
    }

    @Override
    public void leave(ClientInfo client) {
        out.message(6, presence(client));
    }

    private static ProtobufMessage presence(ClientInfo client) {
        ProtobufMessage message = new ProtobufMessage();
        message.message(1, encode(client));
        return message;
    }

    @Override
    public void unsubscribe(Unsubscribe unsubscribe) {
        ProtobufMessage message = new ProtobufMessage();
        message.uint32(2, unsubscribe.code());
        message.string(3, unsubscribe.reason());
        out.message(7, message);
    }

    @Override
    public void message(JsonData data) {
        ProtobufMessage message = new ProtobufMessage();
        message.data(1, Optional.of(data));
        out.message(8, message);
    }

    @Override
    public void subscribed(SubscribeResult subscription) {
        ProtobufMessage message = new ProtobufMessage();
        message.flag(1, subscription.recoverable());
        message.string(4, subscription.position().epoch());
        message.int64(5, subscription.position().offset());
        message.flag(6, subscription.positioned());
        message.data(7, subscription.data());
        out.message(9, message);
    }

    @Override
    public void disconnect(Disconnect disconnect) {
        ProtobufMessage message = new ProtobufMessage();
        message.uint32(1, disconnect.code());
        message.string(2, disconnect.reason());
        message.flag(3, disconnect.reconnects());
        out.message(11, message);
    }

    @Override
    public void refresh(@Nullable Duration timeToLive) {
        ProtobufMessage message = new ProtobufMessage();
        expiry(message, 1, Optional.ofNullable(timeToLive));
        out.message(12, message);
    }

    /** @param field the number of {@code expires}; that of {@code ttl} follows */
    private static void expiry(ProtobufMessage message, int field, Optional<Duration> timeToLive) {
        message.flag(field, timeToLive.isPresent());
        message.uint32(
                field + 1, (int) (long) timeToLive.map(Duration::toSeconds).orElse(0L));
    }

    private static ProtobufMessage encode(Publication publication) {
        ProtobufMessage message = new ProtobufMessage();
        message.data(4, Optional.of(publication.data()));
        publication.info().ifPresent(info -> message.message(5, encode(info)));
        message.int64(6, publication.offset());
        message.entries(7, publication.tags());
        message.int64(9, publication.timeMillis());
        return message;
    }

    private static ProtobufMessage encode(ClientInfo info) {
        ProtobufMessage message = new ProtobufMessage();
        message.string(1, info.user());
        message.string(2, info.client());
        message.data(3, info.connectionInfo());
        message.data(4, info.channelInfo());
        return message;
    }
}
