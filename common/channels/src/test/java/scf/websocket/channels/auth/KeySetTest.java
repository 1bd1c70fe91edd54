package scf.websocket.channels.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static scf.websocket.channels.auth.AuthenticatorTest.connect;
import static scf.websocket.channels.auth.Tokens.ALICE;
import static scf.websocket.channels.auth.Tokens.authenticator;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens whose keys are in a key set: a file, or a server that may be down, huge or slow. */
class KeySetTest {
    private final MockWebServer server = new MockWebServer();
    private Authenticator authenticator;

    @BeforeEach
    void start() throws IOException {
        server.start();
        authenticator = authenticator("TOKEN_JWKS", server.url("/keys").toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static JWK rsa(PublicKey key, String id) {
        return new RSAKey.Builder((RSAPublicKey) key).keyID(id).build();
    }

    private static JWK ec(String id) {
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) Tokens.EC.getPublic())
                .keyID(id)
                .build();
    }

    private static String json(JWK... keys) {
        return new JWKSet(List.of(keys)).toString();
    }

    private void serve(String keys) {
        server.enqueue(new MockResponse.Builder().body(keys).build());
    }

    @Test
    void theKeyIdSelectsAKey() {
        serve(json(rsa(Tokens.RSA.getPublic(), "one"), ec("two"), rsa(Tokens.otherRsa(), "three")));
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "one"))).isZero();
        assertThat(connect(authenticator, Tokens.es256(ALICE, "two"))).isZero();
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "three"))).isEqualTo(3500);
        assertThat(server.getRequestCount()).as("the set is cached").isEqualTo(1);
    }

    @Test
    void anAlgorithmDoesNotFitAnotherKindOfKey() {
        String keys = json(rsa(Tokens.RSA.getPublic(), "one"));
        serve(keys);
        serve(keys);
        assertThat(connect(authenticator, Tokens.es256(ALICE, "one"))).isEqualTo(3500);
        String header = "{\"alg\":\"HS256\",\"kid\":\"one\"}";
        assertThat(connect(authenticator, Tokens.of(header, ALICE, "AAAA"))).isEqualTo(3500);
    }

    @Test
    void aTokenWithoutAKeyIdIsRefusedWithoutARequest() {
        assertThat(connect(authenticator, Tokens.rs256(ALICE, null))).isEqualTo(3500);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void anUnknownKeyIdRenewsTheSet() {
        serve(json(rsa(Tokens.RSA.getPublic(), "one")));
        serve(json(rsa(Tokens.RSA.getPublic(), "one"), ec("two"), rsa(Tokens.otherRsa(), "three")));
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "one"))).isZero();
        assertThat(connect(authenticator, Tokens.es256(ALICE, "two"))).isZero();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void unknownKeyIdsRenewTheSetAFewTimesAtMost() {
        String keys = json(rsa(Tokens.RSA.getPublic(), "one"));
        for (int i = 0; i < 10; i++) {
            serve(keys);
        }
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "unknown"))).isEqualTo(3500);
        for (int i = 0; i < 20; i++) {
            assertThat(connect(authenticator, Tokens.rs256(ALICE, "unknown" + i)))
                    .isIn(3500, 100);
        }
        assertThat(server.getRequestCount()).isLessThanOrEqualTo(3);
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "one"))).isZero();
    }

    @Test
    void aServerThatIsDownIsATemporaryError() {
        server.close();
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "one"))).isEqualTo(100);
    }

    @Test
    void anAnswerThatIsNoKeySetIsATemporaryError() {
        server.enqueue(new MockResponse.Builder().code(404).body(json()).build());
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "one"))).isEqualTo(100);
        serve("<html>");
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "one"))).isEqualTo(100);
    }

    @Test
    void aRedirectToAKeySetIsATemporaryError() {
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", server.url("/elsewhere").toString())
                .build());
        serve(json(rsa(Tokens.RSA.getPublic(), "one")));
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "one"))).isEqualTo(100);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aHugeKeySetIsATemporaryError() {
        serve("{\"keys\":[],\"x\":\"" + "y".repeat(NimbusKeySet.MAX_BYTES) + "\"}");
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "one"))).isEqualTo(100);
    }

    @Test
    void aServerThatDripsIsGivenUpInTime() {
        server.enqueue(new MockResponse.Builder()
                .body(json(rsa(Tokens.RSA.getPublic(), "one")))
                .throttleBody(1, 50, TimeUnit.MILLISECONDS)
                .build());
        NimbusKeySet keySet = new NimbusKeySet(server.url("/keys").toString(), Duration.ofMillis(200));
        assertThatThrownBy(
                        () -> keySet.keys(new JWKMatcher.Builder().keyID("one").build()))
                .isInstanceOf(KeysUnavailableException.class)
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void aKeySetThatCannotBeRenewedStaysInUse() {
        serve(json(rsa(Tokens.RSA.getPublic(), "one")));
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "one"))).isZero();
        server.close();
        connect(authenticator, Tokens.rs256(ALICE, "unknown"));
        assertThat(connect(authenticator, Tokens.rs256(ALICE, "one"))).isZero();
    }

    @Test
    void theKeySetMayBeAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.json"), json(rsa(Tokens.RSA.getPublic(), "one")));
        Authenticator fromFile = authenticator("TOKEN_JWKS", file.toString());
        assertThat(connect(fromFile, Tokens.rs256(ALICE, "one"))).isZero();
        Files.writeString(file, json(ec("two")));
        assertThat(connect(fromFile, Tokens.es256(ALICE, "two"))).as("rotated").isZero();
    }
}
