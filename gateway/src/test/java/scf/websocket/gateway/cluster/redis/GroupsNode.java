package scf.websocket.gateway.cluster.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.group.GroupBus;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;
import scf.websocket.testing.process.Await;

/** A node, with the default prefix, that listens to some groups and delivers every push. */
final class GroupsNode implements GroupBus.Listener, AutoCloseable {
    /** Groups whose channels are at different servers, most likely. */
    static final List<GroupKey> GROUPS = List.of(
            new GroupKey("api-x", "a"),
            new GroupKey("api-x", "b"),
            new GroupKey("api-x", "c"),
            new GroupKey("api-x", "d"),
            new GroupKey("api-x", "e"),
            new GroupKey("api-x", "f"));

    /** More than the time until a server has replaced a dead one. */
    static final Duration FAILOVER = Duration.ofSeconds(30);

    final ConnectionIds ids = new ConnectionIds();
    final RedisCluster cluster;
    final Set<GroupKey> live = ConcurrentHashMap.newKeySet();
    final List<GroupKey> lost = new CopyOnWriteArrayList<>();
    final Map<GroupKey, List<String>> received = new ConcurrentHashMap<>();

    /** @param cleaned gets the id of each connection that the node cleans up */
    GroupsNode(String url, Duration lease, Consumer<String> cleaned) {
        cluster = TestNodes.create(
                new RedisSettings(RedisUrl.parse(url), "scf-websocket:", lease),
                ids,
                TestNodes.cleanedUp(cleaned),
                () -> cleaned.accept("declared dead"));
        bus().listen(GroupBus.PUSH, this);
        try {
            cluster.start();
            GROUPS.forEach(bus()::subscribe);
            Await.until("the groups are subscribed", this::isListening);
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    GroupBus bus() {
        return cluster.groupBus().orElseThrow();
    }

    boolean isListening() {
        return live.equals(Set.copyOf(GROUPS));
    }

    boolean isReady() {
        return cluster.readiness().get(0).ready();
    }

    DeliveryOutcome push(NodeId to) {
        return cluster.bus()
                .push(to, "api-x", new PushOrder.Probe(), List.of("a"))
                .toCompletableFuture()
                .join()
                .get(0);
    }

    boolean reaches(GroupsNode other) {
        return push(other.ids.node()) == DeliveryOutcome.DELIVERED;
    }

    void publish(GroupKey group, String message) {
        bus().publish(group, GroupBus.PUSH, message.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
    }

    void awaitTogether(GroupsNode other) {
        Await.until("the nodes reach each other", FAILOVER, () -> reaches(other) && other.reaches(this));
        Await.until("both listen to all groups", FAILOVER, () -> isListening() && other.isListening());
        Await.until("both are ready", FAILOVER, () -> isReady() && other.isReady());
    }

    /** Publishes to all groups, and waits until another has received it; returns whether it did so once for each. */
    boolean isHeardBy(GroupsNode other, String message) {
        GROUPS.forEach(group -> publish(group, message));
        Await.until(
                "messages arrive",
                () -> GROUPS.stream()
                        .allMatch(group ->
                                other.received.getOrDefault(group, List.of()).contains(message)));
        return GROUPS.stream().allMatch(group -> Collections.frequency(other.received.get(group), message) == 1);
    }

    @Override
    public void received(GroupKey group, byte[] message) {
        received.computeIfAbsent(group, any -> new CopyOnWriteArrayList<>())
                .add(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void subscribed(GroupKey group) {
        live.add(group);
    }

    @Override
    public void lost(GroupKey group) {
        live.remove(group);
        lost.add(group);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
