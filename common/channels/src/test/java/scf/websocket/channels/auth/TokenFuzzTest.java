package scf.websocket.channels.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.fuzz.Fuzz;

/** Nearly valid tokens and payloads: each is a sign-in or a refusal. */
class TokenFuzzTest {
    private static final int ROUNDS = 400;
    private static final String PAYLOAD =
            "{\"sub\":\"alice\",\"exp\":1900000000,\"aud\":[\"a\"],\"channels\":[\"a\"],\"subs\":{\"b\":{\"info\":{}}}}";

    private final Authenticator authenticator = Tokens.authenticator(
            "TOKEN_HMAC_SECRET_KEY", Tokens.SECRET, "TOKEN_RSA_PUBLIC_KEY", Tokens.pem(Tokens.RSA.getPublic()));

    @Test
    void everyTokenHasAVerdict() {
        assertThat(Fuzz.of("tokens")
                        .seeds(List.of(
                                Tokens.hs256(PAYLOAD),
                                Tokens.rs256(PAYLOAD, "one"),
                                Tokens.of("{\"alg\":\"none\",\"crit\":[\"exp\"],\"jwk\":{}}", PAYLOAD, "")))
                        .tokens(".", "..", "=", "eyJ", "e30")
                        .rounds(ROUNDS)
                        .run(token -> outcome(new String(token, StandardCharsets.ISO_8859_1))))
                .contains("signed in", "3500 invalid token");
    }

    @Test
    void everyPayloadHasAVerdict() {
        assertThat(Fuzz.of("tokens")
                        .seeds(List.of(PAYLOAD))
                        .tokens("{", "}", "[", "]", "\"", ",", ":", "null", "true", "1e", "-")
                        .rounds(ROUNDS)
                        .run(payload -> outcome(Tokens.hs256(new String(payload, StandardCharsets.UTF_8)))))
                .contains("signed in", "3500 invalid token", "109 token expired");
    }

    private String outcome(String token) {
        Verdict<ConnectionClaims> verdict = authenticator.connect(token);
        assertThat(verdict.claims().isPresent()).isNotEqualTo(verdict.refusal().isPresent());
        return verdict.refusal().map(Refusal::toString).orElse("signed in");
    }
}
