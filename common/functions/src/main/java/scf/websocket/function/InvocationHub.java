package scf.websocket.function;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.Heartbeat;
import scf.websocket.app.Hub;
import scf.websocket.app.ImmediatePush;
import scf.websocket.event.Announcement;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ExtendedPush;
import scf.websocket.event.ExtensibleReply;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Feature;
import scf.websocket.event.Reply;
import scf.websocket.event.TraceParent;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Deadline;
import scf.websocket.push.GroupPush;
import scf.websocket.push.JsonPushBody;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;
import scf.websocket.push.OrderedJoin;
import scf.websocket.push.PushReport;

/** The hub of one event: queues pushes for the answer, or posts them. Not thread-safe. */
final class InvocationHub implements Hub {
    private static final PushReport NOTHING_REFUSED = PushReport.of(0, List.of(), 0, null);

    private final HandlerServices services;
    private final Deadline deadline;
    private final PushQueue queue = new PushQueue();
    private final PostedPushes posts;
    private final JsonExtensions extensions = new JsonExtensions();
    private AnnouncedGateway gateway = new AnnouncedGateway(Announcement.NONE, false);
    private @Nullable ConnectionId connecting;
    private int answered;

    InvocationHub(HandlerServices services, Deadline deadline) {
        this.services = services;
        this.deadline = deadline;
        this.posts = new PostedPushes(services, deadline, queue);
    }

    /** Sets what the gateway announced in the event. */
    void announced(Announcement announcement) {
        gateway = new AnnouncedGateway(announcement, services.pushesInAnswers());
    }

    /** Makes posted pushes part of the event's trace, if there is one. */
    void traced(@Nullable TraceParent trace) {
        posts.traced(trace);
    }

    /** Leaves out of broadcasts the connection that this event may accept: it is open before they are sent. */
    void connecting(ConnectionId id) {
        connecting = id;
    }

    /** Tells the size of a message that the gateway has accepted, from a client. */
    void accepted(int bytes) {
        gateway.accepted(bytes);
    }

    @Override
    public Set<Feature> features() {
        return gateway.features();
    }

    @Override
    public OptionalInt maxMessageBytes() {
        return gateway.maxMessageBytes();
    }

    @Override
    public void send(ConnectionId to, Message message) {
        if (gateway.has(Feature.PUSHES)) {
            send(List.of(to), message);
        } else {
            posts.send(to, message);
        }
    }

    @Override
    public void send(Collection<ConnectionId> to, Message message) {
        Set<ConnectionId> recipients = new LinkedHashSet<>(to);
        if (!recipients.isEmpty()
                && isQueued(recipients, recipients.size(), message, () -> posts.send(recipients, message))) {
            JsonPushBody body = JsonPushBody.send(message);
            List<ConnectionId> ids = new ArrayList<>(recipients);
            for (int from = 0; from < ids.size(); from += ExtendedPush.MAX_RECIPIENTS) {
                List<ConnectionId> part = ids.subList(from, Math.min(from + ExtendedPush.MAX_RECIPIENTS, ids.size()));
                queue.add(body.inAnswer(part), () -> posts.send(part, message));
            }
        }
    }

    /**
     * Returns whether a message is to be queued. Otherwise posts it, or counts it as refused.
     *
     * @param to the recipients, in any form that is equal for the same recipients
     */
    private boolean isQueued(Object to, int recipients, Message message, Runnable post) {
        boolean answers = gateway.has(Feature.PUSHES);
        if (answers && gateway.refuses(message)) {
            posts.refuse(to, recipients, message);
            return false;
        }
        if (!answers || !gateway.accepts(message)) {
            post.run();
            return false;
        }
        posts.refused().sent(to, message, NOTHING_REFUSED);
        return true;
    }

    @Override
    public void broadcast(Message message) {
        if (!isSentToGroup(message, new LinkedHashSet<>())) {
            posts.broadcast(message);
        }
    }

    @Override
    public void broadcastExcept(ConnectionId except, Message message) {
        if (!isSentToGroup(message, new LinkedHashSet<>(List.of(except)))) {
            posts.broadcastExcept(except, message);
        }
    }

    /** Sends a broadcast to the group of all connections; returns false if it has to go to those in the store. */
    private boolean isSentToGroup(Message message, Set<ConnectionId> except) {
        if (!gateway.has(Feature.PUSHES) || !gateway.has(Feature.GROUPS)) {
            return false;
        }
        if (connecting != null) {
            except.add(connecting);
        }
        group(GroupPush.send(ExtensionFields.EVERYBODY, message, new ArrayList<>(except)));
        return true;
    }

    @Override
    public void close(ConnectionId id, CloseReason reason) {
        if (gateway.has(Feature.PUSHES)) {
            queue.add(JsonPushBody.close(reason).inAnswer(List.of(id)), () -> posts.close(id, reason));
        } else {
            posts.close(id, reason);
        }
    }

    @Override
    public void join(String group, ConnectionId id) {
        group(GroupPush.join(group, id));
    }

    @Override
    public void leave(String group, ConnectionId id) {
        group(GroupPush.leave(group, id));
    }

    @Override
    public void sendToGroup(String group, Message message) {
        group(GroupPush.send(group, message, List.of()));
    }

    @Override
    public void sendToGroup(String group, Message message, ConnectionId except) {
        group(GroupPush.send(group, message, List.of(except)));
    }

    @Override
    public void joinOrdered(String group, ConnectionId id, OrderedJoin join) {
        gateway.require(Feature.TAILS);
        group(GroupPush.joinOrdered(group, id, join));
    }

    @Override
    public void sendOrdered(String group, NumberedMessage message) {
        gateway.require(Feature.TAILS);
        group(GroupPush.sendOrdered(group, message));
    }

    @Override
    public void closeGroup(String group, CloseReason reason) {
        group(GroupPush.close(group, reason));
    }

    private void group(GroupPush push) {
        gateway.require(Feature.GROUPS);
        Runnable post = () -> posts.group(push);
        Optional<Message> message = push.message();
        if (message.isPresent() ? isQueued(push.group(), 1, message.get(), post) : gateway.has(Feature.PUSHES)) {
            queue.add(JsonPushBody.group(push).inAnswer(List.of()), post);
        } else if (message.isEmpty()) {
            post.run();
        }
    }

    @Override
    public ImmediatePush now() {
        return posts;
    }

    @Override
    public void flush() {
        queue.flush();
    }

    @Override
    public void context(String context) {
        gateway.require(Feature.CONTEXT);
        extensions.context(context);
    }

    @Override
    public void heartbeat(Heartbeat heartbeat) {
        gateway.require(Feature.HEARTBEAT);
        extensions.heartbeat(heartbeat);
    }

    @Override
    public void deadline(Duration time, CloseReason reason) {
        gateway.require(Feature.DEADLINE);
        extensions.deadline(time, reason);
    }

    @Override
    public void noDeadline() {
        gateway.require(Feature.DEADLINE);
        extensions.noDeadline();
    }

    @Override
    public long count() {
        return services.store().count();
    }

    @Override
    public Duration remaining() {
        return deadline.remaining();
    }

    /** Answers what the gateway asked about ordered groups. */
    void tails(JsonTailAnswers answers) {
        extensions.tails(answers);
    }

    /**
     * Adds to a successful answer what is queued. The extensions of any other answer do not count, so its pushes are
     * posted.
     */
    void complete(Reply reply) {
        if (reply.getErrNo() == 0 && reply instanceof ExtensibleReply) {
            answered = queue.size();
            extensions.json(gateway.answerKey(), queue).ifPresent(((ExtensibleReply) reply)::setExtensions);
        } else {
            queue.flush();
        }
    }

    PostedPushes posts() {
        return posts;
    }

    /** Returns the number of pushes that left with the answer. */
    int answered() {
        return answered;
    }
}
