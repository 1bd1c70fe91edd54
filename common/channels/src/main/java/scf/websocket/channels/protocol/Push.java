package scf.websocket.channels.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A message that the server sends of its own accord. */
public final class Push {
    private final String channel;
    private final PushContent content;

    private Push(String channel, PushContent content) {
        this.channel = channel;
        this.content = content;
    }

    public static Push publication(String channel, Publication publication) {
        return new Push(channel, visitor -> visitor.publication(publication));
    }

    public static Push join(String channel, ClientInfo client) {
        return new Push(channel, visitor -> visitor.join(client));
    }

    public static Push leave(String channel, ClientInfo client) {
        return new Push(channel, visitor -> visitor.leave(client));
    }

    public static Push unsubscribe(String channel, Unsubscribe unsubscribe) {
        return new Push(channel, visitor -> visitor.unsubscribe(unsubscribe));
    }

    /**
     * Tells a client that the server has subscribed it.
     *
     * @param subscription its expiry, publications and recovery do not belong to this push and are left out
     */
    public static Push subscribe(String channel, SubscribeResult subscription) {
        return new Push(channel, visitor -> visitor.subscribed(subscription));
    }

    public static Push message(JsonData data) {
        return new Push("", visitor -> visitor.message(data));
    }

    public static Push disconnect(Disconnect disconnect) {
        return new Push("", visitor -> visitor.disconnect(disconnect));
    }

    /** @param timeToLive rounded up to seconds; null for no expiry */
    public static Push refresh(@Nullable Duration timeToLive) {
        Duration seconds = timeToLive == null ? null : TimeToLive.of(timeToLive);
        return new Push("", visitor -> visitor.refresh(seconds));
    }

    /** Empty if the push concerns the connection. */
    public String channel() {
        return channel;
    }

    public void accept(PushVisitor visitor) {
        content.accept(visitor);
    }
}
