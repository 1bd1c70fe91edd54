package scf.websocket.channels.protocol;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client has signed in. */
public final class ConnectResult implements Result {
    private final String client;
    private final String version;
    private final @Nullable Duration timeToLive;
    private final @Nullable JsonData data;
    private final Map<String, SubscribeResult> subscriptions;
    private final int pingSeconds;
    private final boolean pong;

    private ConnectResult(Builder builder) {
        this.client = builder.client;
        this.version = builder.version;
        this.timeToLive = builder.timeToLive;
        this.data = builder.data;
        this.subscriptions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.subscriptions));
        this.pingSeconds = builder.pingSeconds;
        this.pong = builder.pong;
    }

    /** @param client identifies the connection, for other clients: see {@link ClientInfo#client()} */
    public static Builder builder(String client) {
        return new Builder(client);
    }

    public String client() {
        return client;
    }

    /** Returns the server's version. */
    public String version() {
        return version;
    }

    /** Returns the time until the client should refresh its token; empty for never. */
    public Optional<Duration> timeToLive() {
        return Optional.ofNullable(timeToLive);
    }

    /** Returns the application's data. */
    public Optional<JsonData> data() {
        return Optional.ofNullable(data);
    }

    /** Returns the server-side subscriptions by channel. Unmodifiable. */
    public Map<String, SubscribeResult> subscriptions() {
        return subscriptions;
    }

    /** Returns the interval of the server's pings; 0 for none. */
    public int pingSeconds() {
        return pingSeconds;
    }

    /** Returns whether the client must answer each ping. */
    public boolean pong() {
        return pong;
    }

    @Override
    public void accept(ResultVisitor visitor) {
        visitor.connect(this);
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final String client;
        private String version = "";
        private @Nullable Duration timeToLive;
        private @Nullable JsonData data;
        private final Map<String, SubscribeResult> subscriptions = new LinkedHashMap<>();
        private int pingSeconds;
        private boolean pong;

        private Builder(String client) {
            this.client = client;
        }

        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** @param timeToLive rounded up to seconds; null for never */
        public Builder timeToLive(@Nullable Duration timeToLive) {
            this.timeToLive = timeToLive == null ? null : TimeToLive.of(timeToLive);
            return this;
        }

        public Builder data(@Nullable JsonData data) {
            this.data = data;
            return this;
        }

        public Builder subscription(String channel, SubscribeResult result) {
            subscriptions.put(channel, result);
            return this;
        }

        /** The server pings at this interval, and the client answers. */
        public Builder pingSeconds(int seconds) {
            this.pingSeconds = seconds;
            this.pong = seconds > 0;
            return this;
        }

        public ConnectResult build() {
            return new ConnectResult(this);
        }
    }
}
