package scf.websocket.api;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps users out, or from publishing. */
final class ModerationMethods {
    private ModerationMethods() {}

    static String blockUser(JsonParams params, ApiServices services) {
        ClientMethods.taken(services.channels.blockUser(params.required("user"), expiry(params)));
        return JsonResults.EMPTY;
    }

    static String unblockUser(JsonParams params, ApiServices services) {
        services.channels.unblockUser(params.required("user"));
        return JsonResults.EMPTY;
    }

    static String muteUser(JsonParams params, ApiServices services) {
        services.channels.muteUser(params.required("user"), channel(params), expiry(params));
        return JsonResults.EMPTY;
    }

    static String unmuteUser(JsonParams params, ApiServices services) {
        services.channels.unmuteUser(params.required("user"), channel(params));
        return JsonResults.EMPTY;
    }

    private static @Nullable String channel(JsonParams params) {
        String channel = params.text("channel");
        return channel.isEmpty() ? null : channel;
    }

    private static @Nullable Instant expiry(JsonParams params) {
        long seconds = params.unsignedNumber("expire_at");
        try {
            return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
        } catch (DateTimeException e) {
            throw ApiException.badRequest("expire_at is not a time in seconds");
        }
    }
}
