package scf.websocket.channels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import scf.websocket.app.BroadcastResult;
import scf.websocket.app.Heartbeat;
import scf.websocket.app.Hub;
import scf.websocket.app.ImmediatePush;
import scf.websocket.channels.store.ChannelsDatabase;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.DataType;
import scf.websocket.event.Feature;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;
import scf.websocket.push.OrderedJoin;
import scf.websocket.push.PushOutcome;
import scf.websocket.push.PushReport;

/** Writes down, in order, what an application asks of the gateway. */
final class RecordingHub implements Hub {
    private final List<String> said = new ArrayList<>();
    private final Set<Feature> features = EnumSet.allOf(Feature.class);
    private int maxMessageBytes = 256 << 10;
    String context;
    Duration remaining = Duration.ofSeconds(3);

    /** Returns what was asked since the last call. */
    List<String> said() {
        List<String> lines = List.copyOf(said);
        said.clear();
        return lines;
    }

    RecordingHub without(Feature feature) {
        features.remove(feature);
        return this;
    }

    RecordingHub maxMessageBytes(int bytes) {
        maxMessageBytes = bytes;
        return this;
    }

    private static String shown(Message message) {
        return message.dataType() == DataType.TEXT ? message.data() : "binary " + message.data();
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    @Override
    public void send(ConnectionId to, Message message) {
        said.add("to " + to + ": " + shown(message));
    }

    @Override
    public void send(Collection<ConnectionId> to, Message message) {
        to.forEach(one -> send(one, message));
    }

    @Override
    public void broadcast(Message message) {
        throw new AssertionError("channels never address every connection");
    }

    @Override
    public void broadcastExcept(ConnectionId except, Message message) {
        throw new AssertionError("channels never address every connection");
    }

    @Override
    public void close(ConnectionId id, CloseReason reason) {
        said.add("close " + id + ": " + reason.code());
    }

    @Override
    public void join(String group, ConnectionId id) {
        said.add("join " + group + ": " + id);
    }

    @Override
    public void leave(String group, ConnectionId id) {
        said.add("leave " + group + ": " + id);
    }

    @Override
    public void sendToGroup(String group, Message message) {
        said.add("to " + group + ": " + shown(message));
    }

    @Override
    public void sendToGroup(String group, Message message, ConnectionId except) {
        said.add("to " + group + " without " + except + ": " + shown(message));
    }

    @Override
    public void joinOrdered(String group, ConnectionId id, OrderedJoin join) {
        said.add("join " + group + " after " + join.after() + ": " + id + ", "
                + join.takes().wireName() + ", lost "
                + join.lost()
                        .map(RecordingHub::shown)
                        .orElseGet(() -> "" + join.closed().orElseThrow().code()));
    }

    @Override
    public void sendOrdered(String group, NumberedMessage message) {
        said.add("to " + group + " number " + message.number() + ": "
                + message.text().map(RecordingHub::shown).orElse("nothing"));
    }

    @Override
    public void closeGroup(String group, CloseReason reason) {
        said.add("close " + group + ": " + reason.code());
    }

    @Override
    public ImmediatePush now() {
        return new Closing();
    }

    /** Only closes. */
    private final class Closing implements ImmediatePush {
        @Override
        public PushOutcome send(ConnectionId to, Message message) {
            throw new AssertionError("messages leave with the answer");
        }

        @Override
        public PushReport send(Collection<ConnectionId> to, Message message) {
            throw new AssertionError("messages leave with the answer");
        }

        @Override
        public BroadcastResult broadcast(Message message) {
            throw new AssertionError("channels never address every connection");
        }

        @Override
        public BroadcastResult broadcastExcept(ConnectionId except, Message message) {
            throw new AssertionError("channels never address every connection");
        }

        @Override
        public PushOutcome close(ConnectionId id, CloseReason reason) {
            said.add("close " + id + " now: " + reason.code());
            // As the functions' hub does.
            ChannelsDatabase.execute("DELETE FROM ConnectionID_List WHERE ConnectionID = '" + id + "'");
            return PushOutcome.DELIVERED;
        }
    }

    @Override
    public void flush() {}

    @Override
    public void context(String text) {
        context = text;
    }

    @Override
    public void heartbeat(Heartbeat heartbeat) {
        said.add("heartbeat every " + heartbeat.interval().toSeconds() + " s: "
                + heartbeat.message().map(RecordingHub::shown).orElseThrow() + ", "
                + heartbeat.swallowed().map(RecordingHub::shown).orElseThrow());
    }

    @Override
    public void deadline(Duration time, CloseReason reason) {
        said.add("deadline in " + time.toSeconds() + " s: " + reason.code());
    }

    @Override
    public void noDeadline() {
        said.add("no deadline");
    }

    @Override
    public OptionalInt maxMessageBytes() {
        return OptionalInt.of(maxMessageBytes);
    }

    @Override
    public long count() {
        throw new AssertionError("channels count nobody");
    }

    @Override
    public Duration remaining() {
        return remaining;
    }
}
