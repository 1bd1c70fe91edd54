package scf.websocket.channels.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client is subscribed. */
public final class SubscribeResult implements Result {
    private final @Nullable Duration timeToLive;
    private final boolean recoverable;
    private final boolean positioned;
    private final StreamPosition position;
    private final List<Publication> publications;
    private final boolean wasRecovering;
    private final boolean recovered;
    private final @Nullable JsonData data;

    private SubscribeResult(Builder builder) {
        this.timeToLive = builder.timeToLive;
        this.recoverable = builder.recoverable;
        this.positioned = builder.positioned;
        this.position = builder.position;
        this.publications = Collections.unmodifiableList(new ArrayList<>(builder.publications));
        this.wasRecovering = builder.wasRecovering;
        this.recovered = builder.recovered;
        this.data = builder.data;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns the time until the client should refresh its subscription token; empty for never. */
    public Optional<Duration> timeToLive() {
        return Optional.ofNullable(timeToLive);
    }

    public boolean recoverable() {
        return recoverable;
    }

    public boolean positioned() {
        return positioned;
    }

    /** Returns the channel's newest position: the live stream begins behind it. */
    public StreamPosition position() {
        return position;
    }

    /** Returns what the client missed, oldest first. Unmodifiable. */
    public List<Publication> publications() {
        return publications;
    }

    public boolean wasRecovering() {
        return wasRecovering;
    }

    public boolean recovered() {
        return recovered;
    }

    /** Returns the application's data. */
    public Optional<JsonData> data() {
        return Optional.ofNullable(data);
    }

    @Override
    public void accept(ResultVisitor visitor) {
        visitor.subscribe(this);
    }

    /** Not thread-safe. */
    public static final class Builder {
        private @Nullable Duration timeToLive;
        private boolean recoverable;
        private boolean positioned;
        private StreamPosition position = StreamPosition.of(0, "");
        private List<Publication> publications = Collections.emptyList();
        private boolean wasRecovering;
        private boolean recovered;
        private @Nullable JsonData data;

        private Builder() {}

        /** @param timeToLive rounded up to seconds; null for never */
        public Builder timeToLive(@Nullable Duration timeToLive) {
            this.timeToLive = timeToLive == null ? null : TimeToLive.of(timeToLive);
            return this;
        }

        /** The channel keeps a history from which the client may recover. */
        public Builder recoverable(boolean recoverable) {
            this.recoverable = recoverable;
            return this;
        }

        /** The live stream has no gaps. */
        public Builder positioned(boolean positioned) {
            this.positioned = positioned;
            return this;
        }

        public Builder position(StreamPosition position) {
            this.position = position;
            return this;
        }

        /** The client got everything since its position. */
        public Builder recovered(List<Publication> missed) {
            this.publications = missed;
            this.wasRecovering = true;
            this.recovered = true;
            return this;
        }

        /** The client asked for what it missed, and some of it is gone. */
        public Builder notRecovered() {
            this.wasRecovering = true;
            this.recovered = false;
            return this;
        }

        public Builder data(@Nullable JsonData data) {
            this.data = data;
            return this;
        }

        public SubscribeResult build() {
            return new SubscribeResult(this);
        }
    }
}
