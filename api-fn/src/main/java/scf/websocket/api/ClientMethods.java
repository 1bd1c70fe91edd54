package scf.websocket.api;

import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.ProtocolError;

/**
 * Acts on the clients of a user. Only channels with presence or join_leave know which clients are in them; apart from
 * that, the gateway knows the connections of a user, and nobody the session that a client library may name.
 */
final class ClientMethods {
    private static final String[] OF_NOBODY = {"session", "label_filter", "all_users"};

    private ClientMethods() {}

    static String subscribe(JsonParams params, ApiServices services) {
        // Throws if there is no such channel: the caller's first mistake.
        services.channels.keepsHistory(params.required("channel"));
        throw ApiException.notAvailable(
                "subscribe; name the channel in the connection token, or let the client subscribe");
    }

    static String unsubscribe(JsonParams params, ApiServices services) {
        params.refuse(OF_NOBODY);
        String channel = params.required("channel");
        String client = params.text("client");
        if (client.isEmpty() && !params.has("user")) {
            throw ApiException.badRequest("user is missing");
        }
        taken(services.channels.unsubscribe(params.text("user"), channel, client.isEmpty() ? null : client));
        return JsonResults.EMPTY;
    }

    static String disconnect(JsonParams params, ApiServices services) {
        params.refuse(OF_NOBODY);
        params.refuse("client", "whitelist");
        taken(services.channels.disconnect(params.required("user"), disconnect(params.object("disconnect"))));
        return JsonResults.EMPTY;
    }

    private static Disconnect disconnect(@Nullable JsonParams wanted) {
        int code = wanted == null ? 0 : wanted.number("code");
        String reason = wanted == null ? "" : wanted.text("reason");
        Disconnect usual = Disconnect.FORCE_NO_RECONNECT;
        try {
            return Disconnect.of(code == 0 ? usual.code() : code, reason.isEmpty() ? usual.reason() : reason);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    /** Ends connections as expired, so that their clients come back with a new token. */
    static String refresh(JsonParams params, ApiServices services) {
        params.refuse(OF_NOBODY);
        params.refuse("client", "expire_at", "info");
        if (!params.flag("expired")) {
            throw ApiException.notAvailable("refresh without expired; clients refresh with a new token");
        }
        taken(services.channels.disconnect(params.required("user"), Disconnect.EXPIRED));
        return JsonResults.EMPTY;
    }

    static void taken(boolean isTaken) {
        if (!isTaken) {
            throw ApiException.of(ProtocolError.INTERNAL, "the gateway did not accept it");
        }
    }
}
