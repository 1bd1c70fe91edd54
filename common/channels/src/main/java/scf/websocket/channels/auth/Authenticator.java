package scf.websocket.channels.auth;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.Unsubscribe;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;

/**
 * Decides about tokens. The codes of a refusal are those that the official clients expect: an expired token answers 109 to
 * connect and subscribe, and their clients fetch a new one; the same answer to a refresh would end the client for good. If
 * the key set is unavailable, the answer is 100, which clients take for temporary. Thread-safe.
 */
public final class Authenticator {
    /** The maximum length of a token in characters. */
    static final int MAX_TOKEN_LENGTH = 16_384;

    private static final Refusal UNAUTHORIZED = Refusal.of(ProtocolError.UNAUTHORIZED);
    private static final Refusal NOT_AVAILABLE = Refusal.of(ProtocolError.NOT_AVAILABLE);
    private static final Refusal UNAVAILABLE = Refusal.of(ProtocolError.INTERNAL);
    private static final Refusal TOKEN_EXPIRED = Refusal.of(ProtocolError.TOKEN_EXPIRED);
    private static final Refusal PERMISSION_DENIED = Refusal.of(ProtocolError.PERMISSION_DENIED);
    private static final Refusal INVALID_TOKEN = Refusal.of(Disconnect.INVALID_TOKEN);
    private static final Refusal CONNECTION_EXPIRED = Refusal.of(Disconnect.EXPIRED);
    private static final Refusal SUBSCRIPTION_EXPIRED = Refusal.of(Unsubscribe.EXPIRED);

    private final Settings settings;
    private final TokenKeys keys;
    private final Clock clock;
    private @Nullable TokenVerifier verifier;

    private Authenticator(Settings settings, TokenKeys keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    /** @throws SettingsException if a key is malformed, or missing although {@code AUTH_MODE} is required */
    public static Authenticator of(Settings settings, Clock clock) {
        TokenKeys keys = TokenKeys.of(settings);
        if (keys.isEmpty() && mode(settings).equals("required")) {
            throw new SettingsException(
                    Setting.TOKEN_HMAC_SECRET_KEY.name(),
                    "is missing, and so are the other keys for tokens: set one, or AUTH_MODE to optional or anonymous.");
        }
        return new Authenticator(settings, keys, clock);
    }

    private static String mode(Settings settings) {
        return settings.text(Setting.AUTH_MODE);
    }

    /** Returns whether tokens sign in; otherwise every client is anonymous. */
    public boolean takesTokens() {
        return !mode(settings).equals("anonymous");
    }

    /**
     * Decides about a connect command.
     *
     * @param token empty without one
     */
    public Verdict<ConnectionClaims> connect(String token) {
        if (!takesTokens() || (token.isEmpty() && mode(settings).equals("optional"))) {
            return Verdict.of(ConnectionClaims.ANONYMOUS);
        }
        return token.isEmpty() ? Verdict.refused(UNAUTHORIZED) : connection(token, null, TOKEN_EXPIRED);
    }

    /**
     * Decides about a refresh command.
     *
     * @param user of the connection, which a new token cannot change
     */
    public Verdict<ConnectionClaims> refresh(String token, String user) {
        return takesTokens() ? connection(token, user, CONNECTION_EXPIRED) : Verdict.refused(NOT_AVAILABLE);
    }

    private Verdict<ConnectionClaims> connection(String token, @Nullable String user, Refusal ifExpired) {
        Verdict<TokenClaims> verdict = verify(token, INVALID_TOKEN, ifExpired);
        Optional<TokenClaims> claims = verdict.claims();
        if (claims.isEmpty()) {
            return Verdict.refused(verdict.refusal().orElse(INVALID_TOKEN));
        }
        // A subscription token does not sign in.
        boolean valid = claims.get().channel == null && (user == null || user.equals(claims.get().user));
        return valid ? Verdict.of(ConnectionClaims.of(claims.get())) : Verdict.refused(INVALID_TOKEN);
    }

    /**
     * Decides about the token of a subscribe command.
     *
     * @param token not empty
     * @param user of the connection
     * @param client the connection's id for other clients
     */
    public Verdict<SubscriptionClaims> subscribe(String token, String user, String client, String channel) {
        return subscription(verify(token, PERMISSION_DENIED, TOKEN_EXPIRED), user, client, channel);
    }

    /** Decides about a sub_refresh command; parameters as in {@link #subscribe}. */
    public Verdict<SubscriptionClaims> subRefresh(String token, String user, String client, String channel) {
        return subscription(verify(token, INVALID_TOKEN, SUBSCRIPTION_EXPIRED), user, client, channel);
    }

    private static Verdict<SubscriptionClaims> subscription(
            Verdict<TokenClaims> verdict, String user, String client, String channel) {
        Optional<TokenClaims> claims = verdict.claims();
        if (claims.isEmpty()) {
            return Verdict.refused(verdict.refusal().orElse(INVALID_TOKEN));
        }
        TokenClaims token = claims.get();
        boolean valid = channel.equals(token.channel)
                && user.equals(token.user)
                && (token.client.isEmpty() || token.client.equals(client));
        return valid ? Verdict.of(SubscriptionClaims.of(token)) : Verdict.refused(INVALID_TOKEN);
    }

    private Verdict<TokenClaims> verify(String token, Refusal ifInvalid, Refusal ifExpired) {
        if (keys.isEmpty() || token.isEmpty() || token.length() > MAX_TOKEN_LENGTH) {
            return Verdict.refused(ifInvalid);
        }
        try {
            Optional<String> payload = verifier().payload(token);
            return payload.isEmpty() ? Verdict.refused(ifInvalid) : check(payload.get(), ifInvalid, ifExpired);
        } catch (KeysUnavailableException e) {
            return Verdict.refused(UNAVAILABLE);
        } catch (IOException e) {
            // A claim of another type.
            return Verdict.refused(ifInvalid);
        }
    }

    private Verdict<TokenClaims> check(String payload, Refusal ifInvalid, Refusal ifExpired) throws IOException {
        TokenClaims claims = JsonTokenClaims.read(payload);
        Optional<String> issuer = settings.find(Setting.TOKEN_ISSUER);
        Optional<String> audience = settings.find(Setting.TOKEN_AUDIENCE);
        long now = clock.instant().getEpochSecond();
        int skew = settings.number(Setting.TOKEN_SKEW_SECONDS);
        if ((issuer.isPresent() && !issuer.get().equals(claims.issuer))
                || (audience.isPresent() && !claims.audience.contains(audience.get()))
                || (claims.notBefore != null && now + skew < claims.notBefore)) {
            return Verdict.refused(ifInvalid);
        }
        // A valid token is valid until its last second.
        boolean expired = claims.expires != null && now - skew >= claims.expires;
        return expired ? Verdict.refused(ifExpired) : Verdict.of(claims);
    }

    /** Created with the first token: its classes cost a cold start. */
    private synchronized TokenVerifier verifier() {
        if (verifier == null) {
            verifier = new NimbusTokenVerifier(keys);
        }
        return verifier;
    }
}
