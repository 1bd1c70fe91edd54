package scf.websocket.channels.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static scf.websocket.channels.auth.Tokens.ALICE;
import static scf.websocket.channels.auth.Tokens.NOW;
import static scf.websocket.channels.auth.Tokens.authenticator;
import static scf.websocket.channels.auth.Tokens.hs256;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.channels.protocol.JsonData;

/** Each fault of a token, with the code that its client gets. */
class AuthenticatorTest {
    private static final Authenticator AUTHENTICATOR = authenticator("TOKEN_HMAC_SECRET_KEY", Tokens.SECRET);

    private static int code(Verdict<?> verdict) {
        assertThat(verdict.claims().isPresent()).isNotEqualTo(verdict.refusal().isPresent());
        return verdict.refusal()
                .map(refusal -> refusal.error()
                        .map(error -> error.code())
                        .or(() -> refusal.disconnect().map(disconnect -> disconnect.code()))
                        .or(() -> refusal.unsubscribe().map(unsubscribe -> unsubscribe.code()))
                        .orElseThrow())
                .orElse(0);
    }

    static int connect(Authenticator authenticator, String token) {
        return code(authenticator.connect(token));
    }

    @Test
    void aConnectionTokenSaysWhoItsClientIs() {
        ConnectionClaims claims = AUTHENTICATOR
                .connect(
                        hs256(
                                "{\"sub\":\"alice\",\"exp\":1800000060,\"info\":{ \"n\": 1},\"meta\":{\"m\":1.50},"
                                        + "\"channels\":[\"a\"],\"subs\":{\"b\":{\"info\":2,\"data\":\"d\",\"override\":{}}},\"jti\":\"x\",\"iat\":0}"))
                .claims()
                .orElseThrow();
        assertThat(claims.user()).isEqualTo("alice");
        assertThat(claims.expiry()).contains(Instant.ofEpochSecond(NOW + 60));
        assertThat(claims.info()).map(JsonData::text).contains("{\"n\":1}");
        assertThat(claims.meta()).map(JsonData::text).contains("{\"m\":1.50}");
        assertThat(claims.subscriptions())
                .extracting(ServerSubscription::channel)
                .containsExactly("a", "b");
        assertThat(claims.subscriptions().get(1).info()).map(JsonData::text).contains("2");
        assertThat(claims.subscriptions().get(1).data()).map(JsonData::text).contains("\"d\"");
    }

    @Test
    void whatATokenSaysAboutAChannelCountsWhereverItIsNamed() {
        for (String named : new String[] {"\"channels\":[\"a\"],%s", "%s,\"channels\":[\"a\"]"}) {
            String claims = String.format("{" + named + "}", "\"subs\":{\"a\":{\"info\":2}}");
            List<ServerSubscription> subscriptions =
                    AUTHENTICATOR.connect(hs256(claims)).claims().orElseThrow().subscriptions();
            assertThat(subscriptions).hasSize(1);
            assertThat(subscriptions.get(0).info()).map(JsonData::text).contains("2");
        }
    }

    @Test
    void expireAtOverridesTheExpiryOfTheToken() {
        String token = hs256("{\"exp\":1800000060,\"expire_at\":1900000000}");
        assertThat(AUTHENTICATOR.connect(token).claims().flatMap(ConnectionClaims::expiry))
                .contains(Instant.ofEpochSecond(1_900_000_000));
        String forever = hs256("{\"exp\":1800000060,\"expire_at\":0}");
        assertThat(AUTHENTICATOR.connect(forever).claims().flatMap(ConnectionClaims::expiry))
                .isEmpty();
    }

    @Test
    void aTokenWithoutExpiryNeverExpires() {
        assertThat(AUTHENTICATOR.connect(hs256(ALICE)).claims().flatMap(ConnectionClaims::expiry))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1799999999, 109", "1800000000, 109", "1799999999.9, 109", "1800000001, 0", "-1, 109", "1e300, 0"})
    void anExpiredTokenLetsItsClientFetchANewOne(String exp, int expected) {
        assertThat(connect(AUTHENTICATOR, hs256("{\"exp\":" + exp + "}"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1800000001, 3500", "1800000000, 0", "1800000000.5, 0"})
    void aTokenThatIsNotYetValidIsRefused(String notBefore, int expected) {
        assertThat(connect(AUTHENTICATOR, hs256("{\"nbf\":" + notBefore + "}"))).isEqualTo(expected);
    }

    @Test
    void theSkewAppliesToBothTimes() {
        Authenticator skewed = authenticator("TOKEN_HMAC_SECRET_KEY", Tokens.SECRET, "TOKEN_SKEW_SECONDS", "10");
        assertThat(connect(skewed, hs256("{\"exp\":1799999991}"))).isZero();
        assertThat(connect(skewed, hs256("{\"exp\":1799999990}"))).isEqualTo(109);
        assertThat(connect(skewed, hs256("{\"nbf\":1800000010}"))).isZero();
        assertThat(connect(skewed, hs256("{\"nbf\":1800000011}"))).isEqualTo(3500);
    }

    @Test
    void aTokenOfAnotherKeyIsRefused() {
        byte[] other = "another secret of 32 characters!".getBytes(StandardCharsets.UTF_8);
        assertThat(connect(AUTHENTICATOR, hs256(ALICE, other))).isEqualTo(3500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"iss\":\"us\",\"aud\":\"chat\"}           | 0",
                "{\"iss\":\"us\",\"aud\":[\"x\",\"chat\"]}   | 0",
                "{\"iss\":\"them\",\"aud\":\"chat\"}         | 3500",
                "{\"aud\":\"chat\"}                          | 3500",
                "{\"iss\":\"us\",\"aud\":\"mail\"}           | 3500",
                "{\"iss\":\"us\",\"aud\":[]}                 | 3500",
                "{\"iss\":\"us\"}                            | 3500",
            })
    void issuerAndAudienceAreChecked(String payload, int expected) {
        Authenticator strict =
                authenticator("TOKEN_HMAC_SECRET_KEY", Tokens.SECRET, "TOKEN_ISSUER", "us", "TOKEN_AUDIENCE", "chat");
        assertThat(connect(strict, hs256(payload))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"alg\":\"none\"}", "{\"alg\":\"None\"}", "{\"alg\":\"\"}", "{}", "{\"alg\":null}"})
    void aTokenWithoutASignatureIsRefused(String header) {
        assertThat(connect(AUTHENTICATOR, Tokens.of(header, ALICE, ""))).isEqualTo(3500);
        String signature = hs256(ALICE).split("\\.", -1)[2];
        assertThat(connect(AUTHENTICATOR, Tokens.of(header, ALICE, signature))).isEqualTo(3500);
    }

    @Test
    void aPublicKeyIsNoSecret() {
        String pem = Tokens.pem(Tokens.RSA.getPublic());
        Authenticator rsa = authenticator("TOKEN_RSA_PUBLIC_KEY", pem);
        assertThat(connect(rsa, Tokens.rs256(ALICE, null))).isZero();
        for (byte[] secret : new byte[][] {
            pem.getBytes(StandardCharsets.UTF_8),
            pem.trim().getBytes(StandardCharsets.UTF_8),
            Tokens.RSA.getPublic().getEncoded()
        }) {
            assertThat(connect(rsa, hs256(ALICE, secret))).isEqualTo(3500);
        }
    }

    @Test
    void eachAlgorithmNeedsItsOwnKey() {
        Authenticator ec = authenticator("TOKEN_ECDSA_PUBLIC_KEY", Tokens.pem(Tokens.EC.getPublic()));
        assertThat(connect(ec, Tokens.es256(ALICE, null))).isZero();
        assertThat(connect(ec, Tokens.rs256(ALICE, null))).isEqualTo(3500);
        assertThat(connect(ec, hs256(ALICE))).isEqualTo(3500);
        assertThat(connect(AUTHENTICATOR, Tokens.es256(ALICE, null))).isEqualTo(3500);
        Authenticator other = authenticator("TOKEN_RSA_PUBLIC_KEY", Tokens.pem(Tokens.otherRsa()));
        assertThat(connect(other, Tokens.rs256(ALICE, null))).isEqualTo(3500);
    }

    @Test
    void everyTruncatedTokenIsRefused() {
        String token = hs256(ALICE);
        for (int length = 1; length < token.length(); length++) {
            assertThat(connect(AUTHENTICATOR, token.substring(0, length))).isEqualTo(3500);
        }
    }

    @Test
    void aTokenThatIsTooLongIsRefused() {
        String token = hs256("{\"sub\":\"" + "a".repeat(20_000) + "\"}");
        assertThat(connect(AUTHENTICATOR, token)).isEqualTo(3500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "",
                "{",
                "{}{}",
                "{\"sub\":1}",
                "{\"exp\":\"1900000000\"}",
                "{\"exp\":{}}",
                "{\"exp\":99999999999999999999}",
                "{\"nbf\":true}",
                "{\"aud\":[1]}",
                "{\"channels\":{}}",
                "{\"subs\":[]}",
                "{\"subs\":{\"a\":1}}",
                "{\"channel\":1}",
                "{\"info\":}",
            })
    void aSignedPayloadThatIsMalformedIsRefused(String payload) {
        assertThat(connect(AUTHENTICATOR, hs256(payload))).isEqualTo(3500);
    }

    @Test
    void aSubscriptionTokenDoesNotSignIn() {
        assertThat(connect(AUTHENTICATOR, hs256("{\"sub\":\"alice\",\"channel\":\"a\"}")))
                .isEqualTo(3500);
    }

    @Test
    void theModeDecidesAboutClientsWithoutAToken() {
        assertThat(connect(AUTHENTICATOR, "")).isEqualTo(101);
        Authenticator optional = authenticator("TOKEN_HMAC_SECRET_KEY", Tokens.SECRET, "AUTH_MODE", "optional");
        assertThat(optional.connect("").claims()).contains(ConnectionClaims.ANONYMOUS);
        assertThat(connect(optional, "x")).isEqualTo(3500);
        assertThat(optional.connect(hs256(ALICE)).claims().map(ConnectionClaims::user))
                .contains("alice");
        Authenticator anonymous = authenticator("AUTH_MODE", "anonymous");
        assertThat(anonymous.connect("x").claims()).contains(ConnectionClaims.ANONYMOUS);
        assertThat(code(anonymous.refresh("x", ""))).isEqualTo(108);
        assertThat(connect(authenticator("AUTH_MODE", "optional"), hs256(ALICE)))
                .isEqualTo(3500);
    }

    @Test
    void aRefreshKeepsTheUser() {
        assertThat(AUTHENTICATOR.refresh(hs256(ALICE), "alice").claims()).isPresent();
        assertThat(code(AUTHENTICATOR.refresh(hs256(ALICE), "bob"))).isEqualTo(3500);
        assertThat(code(AUTHENTICATOR.refresh("", "alice"))).isEqualTo(3500);
        assertThat(code(AUTHENTICATOR.refresh("x", "alice"))).isEqualTo(3500);
    }

    @Test
    void anExpiredTokenInARefreshEndsTheConnection() {
        assertThat(code(AUTHENTICATOR.refresh(hs256("{\"sub\":\"alice\",\"exp\":1}"), "alice")))
                .isEqualTo(3005);
    }

    private static final String IN_A = "{\"sub\":\"alice\",\"channel\":\"a\",\"exp\":1800000060,\"info\":1,\"data\":2}";

    @Test
    void aSubscriptionTokenOpensItsChannel() {
        SubscriptionClaims claims = AUTHENTICATOR
                .subscribe(hs256(IN_A), "alice", "c1", "a")
                .claims()
                .orElseThrow();
        assertThat(claims.expiry()).contains(Instant.ofEpochSecond(NOW + 60));
        assertThat(claims.info()).map(JsonData::text).contains("1");
        assertThat(claims.data()).map(JsonData::text).contains("2");
    }

    @ParameterizedTest
    @CsvSource({"alice, c1, a, 0", "alice, c1, b, 3500", "bob, c1, a, 3500", "'', c1, a, 3500"})
    void aSubscriptionTokenIsForOneUserAndChannel(String user, String client, String channel, int expected) {
        assertThat(code(AUTHENTICATOR.subscribe(hs256(IN_A), user, client, channel)))
                .isEqualTo(expected);
        assertThat(code(AUTHENTICATOR.subRefresh(hs256(IN_A), user, client, channel)))
                .isEqualTo(expected);
    }

    @Test
    void aSubscriptionTokenMayBeForOneConnection() {
        String token = hs256("{\"sub\":\"alice\",\"channel\":\"a\",\"client\":\"c1\"}");
        assertThat(code(AUTHENTICATOR.subscribe(token, "alice", "c1", "a"))).isZero();
        assertThat(code(AUTHENTICATOR.subscribe(token, "alice", "c2", "a"))).isEqualTo(3500);
    }

    @Test
    void aConnectionTokenOpensNoChannel() {
        assertThat(code(AUTHENTICATOR.subscribe(hs256(ALICE), "alice", "c1", "a")))
                .isEqualTo(3500);
    }

    @Test
    void anInvalidSubscriptionTokenIsAnErrorToSubscribeAndEndsARefresh() {
        assertThat(code(AUTHENTICATOR.subscribe("x", "alice", "c1", "a"))).isEqualTo(103);
        assertThat(code(AUTHENTICATOR.subRefresh("x", "alice", "c1", "a"))).isEqualTo(3500);
    }

    @Test
    void anExpiredSubscriptionTokenIsFetchedAnewOrEndsTheSubscription() {
        String expired = hs256("{\"sub\":\"alice\",\"channel\":\"a\",\"exp\":1}");
        assertThat(code(AUTHENTICATOR.subscribe(expired, "alice", "c1", "a"))).isEqualTo(109);
        assertThat(code(AUTHENTICATOR.subRefresh(expired, "alice", "c1", "a"))).isEqualTo(2501);
    }

    @Test
    void aRefusalShowsNothingOfTheToken() {
        Optional<Refusal> refusal = AUTHENTICATOR.connect("x.y.z").refusal();
        assertThat(refusal).map(Refusal::toString).contains("3500 invalid token");
    }
}
