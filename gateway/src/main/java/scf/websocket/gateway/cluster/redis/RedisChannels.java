package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Passes on what happens on the channels of one connection. Runs on Lettuce's threads; never blocks. */
final class RedisChannels extends RedisPubSubAdapter<byte[], byte[]> {
    private final RedisKeys keys;
    private final Consumer<byte[]> messages;
    private final Groups groups;
    private final Runnable moved;

    /** Learns what happens on the channels of groups. Must not block or throw. */
    interface Groups {
        Groups NONE = new Groups() {
            @Override
            public void connected(Predicate<String> channels) {}

            @Override
            public boolean lost(Predicate<String> channels) {
                return false;
            }

            @Override
            public void subscribed(String channel) {}

            @Override
            public void received(byte[] message) {}
        };

        /** The connection of these channels is new and has no subscriptions. */
        void connected(Predicate<String> channels);

        /** The subscriptions of these channels have ended. Returns whether there are such channels. */
        boolean lost(Predicate<String> channels);

        /** Redis has acknowledged the subscription of a channel. */
        void subscribed(String channel);

        void received(byte[] message);
    }

    /**
     * @param messages receives the messages of other channels
     * @param moved called when a server of a cluster ends a subscription, because another server has the channel now
     */
    RedisChannels(RedisKeys keys, Consumer<byte[]> messages, Groups groups, Runnable moved) {
        this.keys = keys;
        this.messages = messages;
        this.groups = groups;
        this.moved = moved;
    }

    @Override
    public void message(byte[] channel, byte[] message) {
        if (keys.isOfGroup(channel)) {
            groups.received(message);
        } else {
            messages.accept(message);
        }
    }

    @Override
    public void smessage(byte[] channel, byte[] message) {
        message(channel, message);
    }

    @Override
    public void subscribed(byte[] channel, long count) {
        if (keys.isOfGroup(channel)) {
            groups.subscribed(new String(channel, StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void ssubscribed(byte[] channel, long count) {
        subscribed(channel, count);
    }

    /** Also called for a group that this node has left, which is no longer wanted. */
    @Override
    public void sunsubscribed(byte[] channel, long count) {
        String name = new String(channel, StandardCharsets.US_ASCII);
        if (groups.lost(name::equals) || !keys.isOfGroup(channel) || name.equals(keys.everybody())) {
            moved.run();
        }
    }
}
