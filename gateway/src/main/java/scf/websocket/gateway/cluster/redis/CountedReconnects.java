package scf.websocket.gateway.cluster.redis;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Other listeners, and counts how often connections are made anew; the start is not counted. Thread-safe. */
final class CountedReconnects implements RedisChannels.Groups {
    private final RedisChannels.Groups groups;
    private final GatewayMetrics metrics;
    private final AtomicBoolean started = new AtomicBoolean();

    CountedReconnects(RedisChannels.Groups groups, GatewayMetrics metrics) {
        this.groups = groups;
        this.metrics = metrics;
        metrics.redisReconnected(0);
    }

    @Override
    public void connected(Predicate<String> channels) {
        if (started.getAndSet(true)) {
            metrics.redisReconnected(1);
        }
        groups.connected(channels);
    }

    @Override
    public boolean lost(Predicate<String> channels) {
        return groups.lost(channels);
    }

    @Override
    public void subscribed(String channel) {
        groups.subscribed(channel);
    }

    @Override
    public void received(byte[] message) {
        groups.received(message);
    }
}
