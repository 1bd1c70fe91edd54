package scf.websocket.channels.protocol;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The new expiry of a connection. */
public final class RefreshResult implements Result {
    private final String client;
    private final @Nullable Duration timeToLive;

    private RefreshResult(String client, @Nullable Duration timeToLive) {
        this.client = client;
        this.timeToLive = timeToLive;
    }

    /**
     * @param client as in {@link ConnectResult}
     * @param timeToLive until the client should refresh again, rounded up to seconds; null for never
     */
    public static RefreshResult of(String client, @Nullable Duration timeToLive) {
        return new RefreshResult(client, timeToLive == null ? null : TimeToLive.of(timeToLive));
    }

    public String client() {
        return client;
    }

    public Optional<Duration> timeToLive() {
        return Optional.ofNullable(timeToLive);
    }

    @Override
    public void accept(ResultVisitor visitor) {
        visitor.refresh(this);
    }
}
