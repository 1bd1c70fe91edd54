package scf.websocket.channels.auth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;

/** The claims of a token of either kind, while it is read. Times are seconds since the epoch of Unix. */
final class TokenClaims {
    /** The end of the year 9999. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    String user = "";

    @Nullable String channel;

    String client = "";
    String issuer = "";
    List<String> audience = new ArrayList<>();

    @Nullable Long expires;

    @Nullable Long notBefore;

    @Nullable Long expireAt;

    @Nullable JsonData info;

    @Nullable JsonData meta;

    @Nullable JsonData data;

    /** By channel: a token may name one twice. */
    final Map<String, ServerSubscription> subscriptions = new LinkedHashMap<>();

    /** Returns when the connection or subscription expires: {@code expire_at}, of which 0 is never, or {@code exp}. */
    @Nullable Instant expiry() {
        Long second = expireAt == null ? expires : expireAt == 0 ? null : expireAt;
        return second == null ? null : Instant.ofEpochSecond(Math.max(0, Math.min(second, LATEST_SECOND)));
    }
}
