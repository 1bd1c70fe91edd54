package scf.websocket.channels.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for publications that a channel keeps. */
public final class HistoryRequest implements Request {
    /** The {@link #limit()} that asks for all publications. */
    public static final int NO_LIMIT = -1;

    private final String channel;
    private final int limit;
    private final @Nullable StreamPosition since;
    private final boolean reverse;

    private HistoryRequest(String channel, int limit, @Nullable StreamPosition since, boolean reverse) {
        this.channel = channel;
        this.limit = limit;
        this.since = since;
        this.reverse = reverse;
    }

    public static HistoryRequest of(String channel, int limit, @Nullable StreamPosition since, boolean reverse) {
        return new HistoryRequest(channel, limit, since, reverse);
    }

    public String channel() {
        return channel;
    }

    /** Returns the maximum number of publications; 0 for the position alone; below 0 for {@link #NO_LIMIT}. */
    public int limit() {
        return limit;
    }

    /** Returns the position to continue behind, exclusive; empty to start at the end where the order begins. */
    public Optional<StreamPosition> since() {
        return Optional.ofNullable(since);
    }

    /** Returns whether the newest comes first. */
    public boolean reverse() {
        return reverse;
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.history(this);
    }
}
