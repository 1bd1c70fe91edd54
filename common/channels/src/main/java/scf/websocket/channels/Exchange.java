package scf.websocket.channels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import scf.websocket.app.Hub;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.Reply;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;

/**
 * The answer to one frame of a client: the replies leave in one message, in order, and the client joins the groups of
 * its new channels behind them. Not thread-safe.
 */
final class Exchange implements Outlet {
    /** What every gateway accepts. */
    private static final int SMALLEST_LIMIT = 16 << 10;

    private final Hub hub;
    private final ConnectionId id;
    private final List<Reply> replies = new ArrayList<>();

    /** By channel: joins the groups. */
    private final Map<String, Runnable> joins = new LinkedHashMap<>();

    private Session session;
    private boolean isChanged;
    private boolean isClosed;

    Exchange(Hub hub, ConnectionId id, Session session) {
        this.hub = hub;
        this.id = id;
        this.session = session;
    }

    ConnectionId id() {
        return id;
    }

    Hub hub() {
        return hub;
    }

    Session session() {
        return session;
    }

    void session(Session changed) {
        session = changed;
        isChanged = true;
    }

    boolean isSubscribed(String channel) {
        return session.channels().contains(Digests.channel(id, channel));
    }

    /** Returns what other clients see of this one. */
    ClientInfo clientInfo() {
        return session.clientInfo(id);
    }

    /** Returns what the policy sees of this client, which has signed in. */
    ChannelClient channelClient() {
        return new ChannelClient(clientInfo(), session.identity().orElseThrow());
    }

    /** Returns how many bytes of data from a client or a policy are accepted at once. */
    int maxDataBytes() {
        return Math.min(Publisher.MAX_DATA_BYTES, maxMessageBytes() / 2);
    }

    /** Returns the size of the largest message that the gateway accepts, in bytes. */
    int maxMessageBytes() {
        return hub.maxMessageBytes().orElse(SMALLEST_LIMIT);
    }

    void reply(Reply reply) {
        replies.add(reply);
    }

    /** Joins groups once the replies so far are sent. */
    void join(String channel, Runnable join) {
        joins.put(channel, join);
    }

    /** Leaves the groups of a channel; the reply that says so follows. */
    void leave(String channel) {
        if (joins.containsKey(channel)) {
            flush();
        }
        hub.leave(ChannelGroups.ordered(channel), id);
        hub.leave(ChannelGroups.unordered(channel, session.isProtobuf()), id);
        session(session.without(Digests.channel(id, channel)));
    }

    /** Sends what has been said, then closes the connection. */
    void close(Disconnect disconnect) {
        flush();
        hub.close(id, disconnect.closeReason());
        isClosed = true;
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Sends the replies, and what the gateway keeps for the connection. */
    void end() {
        flush();
        if (isChanged && !isClosed) {
            hub.context(JsonSession.write(session));
        }
    }

    private void flush() {
        if (!replies.isEmpty()) {
            send(replies);
            replies.clear();
        }
        joins.values().forEach(Runnable::run);
        joins.clear();
    }

    /** In as few messages as the gateway's limit allows. */
    private void send(List<Reply> some) {
        Message message = Encodings.codec(session.isProtobuf()).write(some);
        if (some.size() > 1 && message.payloadBytes() > maxMessageBytes()) {
            send(some.subList(0, some.size() / 2));
            send(some.subList(some.size() / 2, some.size()));
        } else {
            hub.send(id, message);
        }
    }

    // ---- to others

    @Override
    public void send(String group, Message message) {
        hub.sendToGroup(group, message);
    }

    @Override
    public void send(String group, NumberedMessage message) {
        hub.sendOrdered(group, message);
    }

    /** Sends to the subscribers of a channel that get messages without numbers, except this client. */
    void broadcastExceptSelf(Push push) {
        for (boolean isProtobuf : new boolean[] {false, true}) {
            hub.sendToGroup(ChannelGroups.unordered(push.channel(), isProtobuf), Encodings.push(push, isProtobuf), id);
        }
    }
}
