package scf.websocket.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The channels that run beside the chat room, in one application, and their HTTP API. Variables that are set for {@code
 * ./run} itself take precedence.
 *
 * @param environment the settings of the functions
 * @param tokens of two users, so that they can write to each other
 */
record LocalChannels(Map<String, String> environment, List<String> tokens) {
    static final String PATH = "/connection/websocket";

    private static final String APP = "scf.websocket.channels.ChannelsApp";
    private static final String SECRET = "TOKEN_HMAC_SECRET_KEY";
    private static final String API_KEY = "API_KEY";
    private static final int SECRET_BYTES = 32;
    private static final List<String> USERS = List.of("ann", "ben");
    private static final Duration TOKEN_LIFE = Duration.ofHours(24);

    /** Whether the variables leave the choice of the application to us. */
    static boolean isWanted(Map<String, String> variables) {
        return variables.getOrDefault("WEBSOCKET_APP", APP).equals(APP);
    }

    /** Makes a secret, unless the variables contain one. */
    static LocalChannels of(Map<String, String> variables, Instant now) {
        Map<String, String> environment = new HashMap<>();
        environment.put("WEBSOCKET_APP", APP);
        environment.put("CHANNELS_CONFIG", Phrases.resource("channels.json"));
        environment.put("AUTH_MODE", "optional");
        environment.put(SECRET, secret());
        environment.put(API_KEY, secret());
        environment.replaceAll(variables::getOrDefault);
        Date expiry = Date.from(now.plus(TOKEN_LIFE));
        return new LocalChannels(
                Map.copyOf(environment),
                USERS.stream()
                        .map(user -> token(environment.get(SECRET), user, expiry))
                        .toList());
    }

    private static String secret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Returns the key of the HTTP API; the first if there are several. */
    String apiKey() {
        return environment.getOrDefault(API_KEY, "").split(",", 2)[0];
    }

    private static String token(String secret, String user, Date expiry) {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder().subject(user).expirationTime(expiry).build());
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException e) {
            throw new LocalException("TOKEN_HMAC_SECRET_KEY must have 32 characters or more.", e);
        }
        return token.serialize();
    }
}
