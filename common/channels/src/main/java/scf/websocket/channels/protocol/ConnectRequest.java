package scf.websocket.channels.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs in. The first command of a connection. */
public final class ConnectRequest implements Request {
    private final String token;
    private final @Nullable JsonData data;
    private final Map<String, SubscribeRequest> subscriptions;
    private final String name;
    private final String version;
    private final Map<String, String> headers;

    private ConnectRequest(Builder builder) {
        this.token = builder.token;
        this.data = builder.data;
        this.subscriptions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.subscriptions));
        this.name = builder.name;
        this.version = builder.version;
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns the connection token, not verified; empty without one. */
    public String token() {
        return token;
    }

    /** Returns the application's data. */
    public Optional<JsonData> data() {
        return Optional.ofNullable(data);
    }

    /**
     * Returns the positions at which the client wants to recover its server-side subscriptions, by channel. They grant
     * nothing. Unmodifiable.
     */
    public Map<String, SubscribeRequest> subscriptions() {
        return subscriptions;
    }

    /** Returns the name that the client gives its kind, such as {@code js}. */
    public String name() {
        return name;
    }

    public String version() {
        return version;
    }

    /** Returns what a browser, which cannot set HTTP headers, sends instead of them. Unmodifiable. */
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.connect(this);
    }

    /** Not thread-safe. */
    public static final class Builder {
        private String token = "";
        private @Nullable JsonData data;
        private Map<String, SubscribeRequest> subscriptions = new LinkedHashMap<>();
        private String name = "";
        private String version = "";
        private Map<String, String> headers = new LinkedHashMap<>();

        private Builder() {}

        public Builder token(String token) {
            this.token = token;
            return this;
        }

        public Builder data(@Nullable JsonData data) {
            this.data = data;
            return this;
        }

        public Builder subscription(SubscribeRequest request) {
            subscriptions.put(request.channel(), request);
            return this;
        }

        public Builder name(String name) {
            this.name = name;
            return this;
        }

        public Builder version(String version) {
            this.version = version;
            return this;
        }

        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        public ConnectRequest build() {
            return new ConnectRequest(this);
        }
    }
}
