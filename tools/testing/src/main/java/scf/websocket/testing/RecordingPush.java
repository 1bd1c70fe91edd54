package scf.websocket.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Deadline;
import scf.websocket.push.GroupPush;
import scf.websocket.push.Message;
import scf.websocket.push.PushReport;
import scf.websocket.push.ReversePush;

/** A reverse push that records messages, with simulated outcomes. Thread-safe. */
public final class RecordingPush implements ReversePush {
    private final List<Sent> sent = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final List<Integer> closeCodes = new ArrayList<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Set<String> uncertain = ConcurrentHashMap.newKeySet();
    private final List<GroupPush> groups = new ArrayList<>();
    private int largest = Integer.MAX_VALUE;
    private boolean letGo;

    /** Makes pushes to this connection report it as gone. */
    public RecordingPush gone(String id) {
        gone.add(id);
        return this;
    }

    /** Makes pushes to this connection fail. */
    public RecordingPush failing(String id) {
        failing.add(id);
        return this;
    }

    /** Makes the outcome of pushes to this connection uncertain. */
    public RecordingPush uncertain(String id) {
        failing.add(id);
        uncertain.add(id);
        return this;
    }

    /** Refuses larger messages from now on. */
    public synchronized RecordingPush largest(int bytes) {
        largest = bytes;
        return this;
    }

    /** Returns the messages sent to this connection, in order. */
    public synchronized List<Message> messages(String id) {
        List<Message> messages = new ArrayList<>();
        sent.stream().filter(one -> one.id.equals(id)).forEach(one -> messages.add(one.message));
        return messages;
    }

    /** Returns the total number of messages sent. */
    public synchronized int count() {
        return sent.size();
    }

    /**
     * Returns the pushes that concern groups, in order. Handlers post them if the event announces {@code GROUPS} without
     * {@code PUSHES}: {@link Events#announcing}.
     */
    public synchronized List<GroupPush> groups() {
        return List.copyOf(groups);
    }

    /** Returns the closed connections, in order. */
    public synchronized List<String> closed() {
        return List.copyOf(closed);
    }

    /** Returns the close codes, in the same order. */
    public synchronized List<Integer> closeCodes() {
        return List.copyOf(closeCodes);
    }

    @Override
    public synchronized PushReport send(List<ConnectionId> to, Message message, Deadline deadline) {
        if (message.payloadBytes() > largest) {
            return PushReport.tooLarge(0, List.of(), to.size(), "HTTP 413");
        }
        List<ConnectionId> delivered = new ArrayList<>();
        PushReport report = sort(to, delivered);
        delivered.forEach(id -> sent.add(new Sent(id.value(), message)));
        return report;
    }

    @Override
    public synchronized PushReport close(ConnectionId id, CloseReason reason, Deadline deadline) {
        List<ConnectionId> delivered = new ArrayList<>();
        PushReport report = sort(List.of(id), delivered);
        delivered.forEach(one -> closed.add(one.value()));
        delivered.forEach(one -> closeCodes.add(reason.code()));
        return report;
    }

    @Override
    public synchronized PushReport group(GroupPush push, Deadline deadline) {
        if (push.message().filter(message -> message.payloadBytes() > largest).isPresent()) {
            return PushReport.tooLarge(0, List.of(), 1, "HTTP 413");
        }
        groups.add(push);
        return PushReport.of(1, List.of(), 0, null);
    }

    @Override
    public synchronized PushReport probe(List<ConnectionId> ids, Deadline deadline) {
        return sort(ids, new ArrayList<>());
    }

    private PushReport sort(List<ConnectionId> ids, List<ConnectionId> delivered) {
        List<ConnectionId> ended = new ArrayList<>();
        int failed = 0;
        int perhaps = 0;
        for (ConnectionId id : ids) {
            if (gone.contains(id.value())) {
                ended.add(id);
            } else if (failing.contains(id.value())) {
                failed++;
                perhaps += uncertain.contains(id.value()) ? 1 : 0;
            } else {
                delivered.add(id);
            }
        }
        return PushReport.of(delivered.size(), ended, failed, failed == 0 ? null : "the test wants it")
                .withUncertain(perhaps);
    }

    /** Returns whether {@link #close()} was called. */
    public synchronized boolean isLetGo() {
        return letGo;
    }

    @Override
    public synchronized void close() {
        letGo = true;
    }

    private static final class Sent {
        final String id;
        final Message message;

        Sent(String id, Message message) {
            this.id = id;
            this.message = message;
        }
    }
}
