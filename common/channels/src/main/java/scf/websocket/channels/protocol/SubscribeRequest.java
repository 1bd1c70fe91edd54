package scf.websocket.channels.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Subscribes to a channel. */
public final class SubscribeRequest implements Request {
    private final String channel;
    private final String token;
    private final @Nullable StreamPosition recoverFrom;
    private final @Nullable JsonData data;
    private final boolean positioned;
    private final boolean recoverable;
    private final boolean joinLeave;
    private final boolean errorIfUnrecoverable;

    private SubscribeRequest(Builder builder) {
        this.channel = builder.channel;
        this.token = builder.token;
        this.recoverFrom = builder.recoverFrom;
        this.data = builder.data;
        this.positioned = builder.positioned;
        this.recoverable = builder.recoverable;
        this.joinLeave = builder.joinLeave;
        this.errorIfUnrecoverable = builder.errorIfUnrecoverable;
    }

    public static Builder builder(String channel) {
        return new Builder(channel);
    }

    public String channel() {
        return channel;
    }

    /** Returns the subscription token, not verified; empty without one. */
    public String token() {
        return token;
    }

    /** Returns the last position that the client knows, if it asks for what it missed. */
    public Optional<StreamPosition> recoverFrom() {
        return Optional.ofNullable(recoverFrom);
    }

    /** Returns the application's data. */
    public Optional<JsonData> data() {
        return Optional.ofNullable(data);
    }

    /** Returns whether the client asks for a gapless stream. */
    public boolean positioned() {
        return positioned;
    }

    /** Returns whether the client asks for recovery after a reconnect. */
    public boolean recoverable() {
        return recoverable;
    }

    /** Returns whether the client asks for join and leave pushes. */
    public boolean joinLeave() {
        return joinLeave;
    }

    /** Returns whether the client wants error 112 instead of {@code recovered: false}. */
    public boolean errorIfUnrecoverable() {
        return errorIfUnrecoverable;
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.subscribe(this);
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final String channel;
        private String token = "";
        private @Nullable StreamPosition recoverFrom;
        private @Nullable JsonData data;
        private boolean positioned;
        private boolean recoverable;
        private boolean joinLeave;
        private boolean errorIfUnrecoverable;

        private Builder(String channel) {
            this.channel = channel;
        }

        public Builder token(String token) {
            this.token = token;
            return this;
        }

        public Builder recoverFrom(@Nullable StreamPosition position) {
            this.recoverFrom = position;
            return this;
        }

        public Builder data(@Nullable JsonData data) {
            this.data = data;
            return this;
        }

        public Builder positioned(boolean positioned) {
            this.positioned = positioned;
            return this;
        }

        public Builder recoverable(boolean recoverable) {
            this.recoverable = recoverable;
            return this;
        }

        public Builder joinLeave(boolean joinLeave) {
            this.joinLeave = joinLeave;
            return this;
        }

        public Builder errorIfUnrecoverable(boolean error) {
            this.errorIfUnrecoverable = error;
            return this;
        }

        public SubscribeRequest build() {
            return new SubscribeRequest(this);
        }
    }
}
