package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.event.ExtensionFields;
import scf.websocket.gateway.cluster.GroupEnvelope;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.group.GroupBus;
import scf.websocket.gateway.group.GroupKey;

/**
 * Group messages by publish/subscribe: one channel for each group, and one for all nodes, which carries those for
 * {@code *}. A new connection subscribes to its groups again, some hundred at a time. Thread-safe.
 */
final class RedisGroupBus implements GroupBus, RedisChannels.Groups {
    private static final Logger LOG = LoggerFactory.getLogger(RedisGroupBus.class);
    private static final int CHANNELS_AT_A_TIME = 500;

    private final RedisLink link;
    private final UnreadableData unreadable;

    /** Marks our own messages, which come back; the node's id may change. */
    private final long sender = ThreadLocalRandom.current().nextLong();

    private final Map<Integer, Listener> listeners = new ConcurrentHashMap<>();

    /** By channel, in the order of subscription. Guarded by this. */
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

    private static final class Subscription {
        private final GroupKey group;
        private CompletableFuture<Boolean> acknowledged = new CompletableFuture<>();

        /** The listeners have heard that messages arrive. */
        private boolean isLive;

        Subscription(GroupKey group) {
            this.group = group;
        }

        /** Another connection has to acknowledge it. */
        void renew() {
            if (acknowledged.isDone()) {
                acknowledged = new CompletableFuture<>();
            }
        }
    }

    RedisGroupBus(RedisLink link, UnreadableData unreadable) {
        this.link = link;
        this.unreadable = unreadable;
    }

    @Override
    public void listen(int kind, Listener listener) {
        listeners.put(kind, listener);
    }

    // ---- subscriptions

    @Override
    public CompletionStage<Boolean> subscribe(GroupKey group) {
        if (isEverybody(group)) {
            return CompletableFuture.completedFuture(
                    link.isConnected(link.keys().everybody()));
        }
        String channel = link.keys().group(group);
        synchronized (this) {
            Subscription wanted = subscriptions.get(channel);
            if (wanted == null || hasFailed(wanted)) {
                wanted = new Subscription(group);
                subscriptions.put(channel, wanted);
                send(List.of(channel), List.of(wanted));
            }
            return link.isConnected(channel) ? wanted.acknowledged.copy() : CompletableFuture.completedFuture(false);
        }
    }

    private static boolean hasFailed(Subscription subscription) {
        return !subscription.acknowledged.getNow(true);
    }

    @Override
    public synchronized void unsubscribe(GroupKey group) {
        String channel = link.keys().group(group);
        if (subscriptions.remove(channel) != null) {
            PortCall.of(() -> link.unsubscribeLater(channel)).exceptionally(failure -> {
                LOG.debug("the connection is lost, and its subscriptions with it");
                return true;
            });
        }
    }

    /** @return completes normally once Redis has answered */
    private CompletableFuture<?> send(List<String> channels, List<Subscription> wanted) {
        return PortCall.of(() -> link.subscribeLater(channels))
                .exceptionally(failure -> {
                    wanted.forEach(this::failed);
                    return false;
                })
                .toCompletableFuture();
    }

    private void failed(Subscription subscription) {
        CompletableFuture<Boolean> waiting;
        synchronized (this) {
            waiting = subscription.acknowledged;
        }
        waiting.complete(false);
    }

    @Override
    public void subscribed(String channel) {
        GroupKey group;
        CompletableFuture<Boolean> waiting;
        synchronized (this) {
            Subscription subscription = subscriptions.get(channel);
            if (subscription == null) {
                return;
            }
            subscription.isLive = true;
            group = subscription.group;
            waiting = subscription.acknowledged;
        }
        waiting.complete(true);
        tell(listener -> listener.subscribed(group));
    }

    // ---- the connection

    @Override
    public void connected(Predicate<String> anew) {
        lost(anew);
        List<String> channels = new ArrayList<>();
        synchronized (this) {
            subscriptions.forEach((channel, subscription) -> {
                if (!subscription.isLive) {
                    subscription.renew();
                    channels.add(channel);
                }
            });
        }
        PortCall.of(() -> link.subscribeLater(List.of(link.keys().everybody())))
                .whenComplete((done, failure) -> subscribeAgain(channels.iterator()));
    }

    private void subscribeAgain(Iterator<String> channels) {
        List<String> next = new ArrayList<>();
        List<Subscription> wanted = new ArrayList<>();
        synchronized (this) {
            while (channels.hasNext() && next.size() < CHANNELS_AT_A_TIME) {
                String channel = channels.next();
                Subscription subscription = subscriptions.get(channel);
                if (subscription != null) {
                    next.add(channel);
                    wanted.add(subscription);
                }
            }
        }
        if (!next.isEmpty() && link.isConnected()) {
            sendAll(next, wanted).whenComplete((done, failure) -> subscribeAgain(channels));
        }
    }

    /** In a cluster, each channel may have another server. */
    private CompletableFuture<?> sendAll(List<String> channels, List<Subscription> wanted) {
        if (!link.keys().areApart()) {
            return send(channels, wanted);
        }
        CompletableFuture<?>[] all = new CompletableFuture<?>[channels.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = send(List.of(channels.get(i)), List.of(wanted.get(i)));
        }
        return CompletableFuture.allOf(all);
    }

    @Override
    public boolean lost(Predicate<String> channels) {
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
        List<GroupKey> groups = new ArrayList<>();
        synchronized (this) {
            subscriptions.forEach((channel, subscription) -> {
                if (channels.test(channel)) {
                    waiting.add(subscription.acknowledged);
                    subscription.acknowledged = new CompletableFuture<>();
                    if (subscription.isLive) {
                        subscription.isLive = false;
                        groups.add(subscription.group);
                    }
                }
            });
        }
        waiting.forEach(acknowledgment -> acknowledgment.complete(false));
        groups.forEach(group -> tell(listener -> listener.lost(group)));
        return !waiting.isEmpty();
    }

    // ---- messages

    @Override
    public CompletionStage<Void> publish(GroupKey group, int kind, byte[] message) {
        String channel =
                isEverybody(group) ? link.keys().everybody() : link.keys().group(group);
        try {
            return link.publish(channel, new GroupEnvelope(sender, kind, group, message).encode())
                    .thenAccept(subscribers -> {});
        } catch (RedisException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isEverybody(GroupKey group) {
        return group.name().equals(ExtensionFields.EVERYBODY);
    }

    @Override
    public void received(byte[] bytes) {
        Optional<GroupEnvelope> decoded = GroupEnvelope.decode(bytes);
        if (decoded.isEmpty()) {
            unreadable.skipped(UnreadableData.Kind.MESSAGE);
            return;
        }
        GroupEnvelope envelope = decoded.get();
        Listener listener = listeners.get(envelope.kind());
        if (envelope.sender() != sender && listener != null) {
            PortCall.run("a message to a group", () -> listener.received(envelope.group(), envelope.message()));
        }
    }

    private void tell(Consumer<Listener> event) {
        listeners.values().forEach(listener -> PortCall.run("a change of subscriptions", () -> event.accept(listener)));
    }
}
