package scf.websocket.channels.auth;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.json.JsonFields;
import scf.websocket.channels.protocol.JsonData;

/** Reads the payload of a token. Ignores unknown claims. */
final class JsonTokenClaims {
    private final JsonFields fields;
    private final TokenClaims claims = new TokenClaims();

    private JsonTokenClaims(JsonFields fields) {
        this.fields = fields;
    }

    /** @throws IOException if the payload is no object, or a claim has another type */
    static TokenClaims read(String payload) throws IOException {
        try (JsonFields fields = new JsonFields(payload)) {
            JsonTokenClaims reader = new JsonTokenClaims(fields);
            fields.enter();
            for (String name = fields.next(); name != null; name = fields.next()) {
                reader.readClaim(name);
            }
            fields.end();
            return reader.claims;
        }
    }

    private void readClaim(String name) throws IOException {
        switch (name) {
            case "sub":
                claims.user = fields.string();
                break;
            case "channel":
                claims.channel = fields.isNull() ? null : fields.string();
                break;
            case "client":
                claims.client = fields.string();
                break;
            case "iss":
                claims.issuer = fields.string();
                break;
            case "aud":
                claims.audience = fields.strings();
                break;
            case "exp":
                claims.expires = seconds();
                break;
            case "nbf":
                claims.notBefore = seconds();
                break;
            case "expire_at":
                claims.expireAt = seconds();
                break;
            case "info":
                claims.info = data();
                break;
            case "meta":
                claims.meta = data();
                break;
            case "data":
                claims.data = data();
                break;
            case "channels":
                for (String channel : fields.strings()) {
                    claims.subscriptions.putIfAbsent(channel, new ServerSubscription(channel, null, null));
                }
                break;
            case "subs":
                readSubscriptions();
                break;
            default:
                fields.skip();
        }
    }

    private @Nullable Long seconds() throws IOException {
        return fields.isNull() ? null : (Long) fields.seconds();
    }

    private @Nullable JsonData data() throws IOException {
        return fields.isNull() ? null : fields.data();
    }

    private void readSubscriptions() throws IOException {
        if (fields.isNull()) {
            return;
        }
        fields.enter();
        for (String channel = fields.next(); channel != null; channel = fields.next()) {
            claims.subscriptions.put(channel, subscription(channel));
        }
    }

    private ServerSubscription subscription(String channel) throws IOException {
        JsonData info = null;
        JsonData data = null;
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            if (name.equals("info")) {
                info = data();
            } else if (name.equals("data")) {
                data = data();
            } else {
                fields.skip();
            }
        }
        return new ServerSubscription(channel, info, data);
    }
}
