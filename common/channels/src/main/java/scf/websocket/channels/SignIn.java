package scf.websocket.channels;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.JsonData;

/** Verifies tokens. Thread-safe. */
public interface SignIn {
    /** @param token empty if the client has none */
    Result connection(String token);

    /**
     * @param token not empty
     * @param user of the connection
     */
    Result subscription(String token, String channel, String user);

    /** What a token says, or why it does not count. Immutable. */
    final class Result {
        private static final Result EXPIRED = new Result("", null, null, Collections.emptyList(), null, true);

        private final String user;
        private final @Nullable JsonData info;
        private final @Nullable Instant expires;
        private final List<String> channels;
        private final @Nullable Disconnect refusal;
        private final boolean isExpired;

        private Result(
                String user,
                @Nullable JsonData info,
                @Nullable Instant expires,
                List<String> channels,
                @Nullable Disconnect refusal,
                boolean isExpired) {
            this.user = user;
            this.info = info;
            this.expires = expires;
            this.channels = Collections.unmodifiableList(channels);
            this.refusal = refusal;
            this.isExpired = isExpired;
        }

        /**
         * @param user empty for an anonymous one
         * @param info that others see
         * @param expires null for never
         * @param channels to which the server subscribes the client
         */
        public static Result accepted(
                String user, @Nullable JsonData info, @Nullable Instant expires, List<String> channels) {
            return new Result(user, info, expires, channels, null, false);
        }

        public static Result expired() {
            return EXPIRED;
        }

        /** @param refusal of a connection; a subscription is just refused */
        public static Result refused(Disconnect refusal) {
            return new Result("", null, null, Collections.emptyList(), refusal, false);
        }

        public String user() {
            return user;
        }

        public Optional<JsonData> info() {
            return Optional.ofNullable(info);
        }

        public Optional<Instant> expires() {
            return Optional.ofNullable(expires);
        }

        /** Unmodifiable. */
        public List<String> channels() {
            return channels;
        }

        /** Returns why the token does not count, unless it {@link #isExpired}. */
        public Optional<Disconnect> refusal() {
            return Optional.ofNullable(refusal);
        }

        public boolean isExpired() {
            return isExpired;
        }
    }
}
