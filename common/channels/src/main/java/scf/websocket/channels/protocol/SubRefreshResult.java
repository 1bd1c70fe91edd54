package scf.websocket.channels.protocol;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The new expiry of a subscription. */
public final class SubRefreshResult implements Result {
    private final @Nullable Duration timeToLive;

    private SubRefreshResult(@Nullable Duration timeToLive) {
        this.timeToLive = timeToLive;
    }

    /** @param timeToLive until the client should refresh again, rounded up to seconds; null for never */
    public static SubRefreshResult of(@Nullable Duration timeToLive) {
        return new SubRefreshResult(timeToLive == null ? null : TimeToLive.of(timeToLive));
    }

    public Optional<Duration> timeToLive() {
        return Optional.ofNullable(timeToLive);
    }

    @Override
    public void accept(ResultVisitor visitor) {
        visitor.subRefresh(this);
    }
}
