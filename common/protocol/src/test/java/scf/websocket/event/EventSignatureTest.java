package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSignatureTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_KEY = "rotate-me-rotate-me-rotate-me-rotate";
    private static final String NONCE = "AAECAwQFBgcICQoLDA0ODw";
    private static final String BODY = "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"abc\"}}";
    private static final long NOW = 1_700_000_000;

    private static EventSignature signature(String keys) {
        return at(NOW, keys);
    }

    private static EventSignature at(long epochSecond, String keys) {
        return EventSignature.of(keys, Clock.fixed(Instant.ofEpochSecond(epochSecond), ZoneOffset.UTC));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertRefused(Map<String, String> headers, String body, String message) {
        assertThatThrownBy(() -> signature(KEY).verify(headers, body))
                .isInstanceOf(EventException.class)
                .hasMessage(message)
                .extracting(e -> ((EventException) e).errorNumber().number())
                .isEqualTo(106);
    }

    /** The test vectors of docs/protocol.md, computed with Python's hmac module. */
    @Test
    void matchesTheTestVectorsOfTheProtocolPage() {
        assertThat(signature(KEY).sign(utf8(BODY), NONCE))
                .isEqualTo("t=1700000000,n=" + NONCE + ",k=3eb1bd43,v1="
                        + "f2f8c4fc25e7dc8354ff1b5dd99bf79edb09a29d6f71fc1032cb85217fb32655");
        String chinese = "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"abc\",\"dataType\":\"text\","
                + "\"data\":\"你好\"}}";
        assertThat(signature(OTHER_KEY).sign(utf8(chinese), NONCE))
                .isEqualTo("t=1700000000,n=" + NONCE + ",k=54b2b6aa,v1="
                        + "e836892724b064faa5d49bda8abc17a4a18704595912e1ef11fbad7078b70f1d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Scfws-Signature", "x-scfws-signature", "X-SCFWS-SIGNATURE"})
    void aSignedEventIsAcceptedWhateverTheCaseOfTheHeaderName(String name) {
        Map<String, String> headers =
                Map.of("Host", "example", name, signature(KEY).sign(utf8(BODY)));
        assertThat(signature(KEY).verify(headers, BODY)).hasSize(22);
    }

    @Test
    void noTwoSignaturesShareANonce() {
        EventSignature signature = signature(KEY);
        assertThat(signature.sign(utf8(BODY))).isNotEqualTo(signature.sign(utf8(BODY)));
    }

    @Test
    void anUnsignedEventIsRejected() {
        assertRefused(Map.of("Host", "example"), BODY, "the event is not signed");
        assertRefused(null, BODY, "the event is not signed");
    }

    @Test
    void anAlteredBodyTimeOrNonceIsRejected() {
        String header = signature(KEY).sign(utf8(BODY));
        Map<String, String> signed = Map.of(EventSignature.HEADER, header);
        assertRefused(signed, BODY.replace("abc", "abd"), "the signature does not fit the event");
        assertRefused(
                Map.of(EventSignature.HEADER, header.replace("t=1700000000", "t=1700000001")),
                BODY,
                "the signature does not fit the event");
        assertRefused(
                Map.of(EventSignature.HEADER, header.replace(",n=", ",n=A")),
                BODY,
                "the signature does not fit the event");
    }

    @Test
    void aTruncatedSignatureIsRejected() {
        String header = signature(KEY).sign(utf8(BODY));
        assertRefused(
                Map.of(EventSignature.HEADER, header.substring(0, header.length() - 2)),
                BODY,
                "the signature does not fit the event");
    }

    @Test
    void anUnknownKeyIsReportedAsUnknown() {
        Map<String, String> headers =
                Map.of(EventSignature.HEADER, signature(OTHER_KEY).sign(utf8(BODY)));
        assertRefused(headers, BODY, "the event is signed with an unknown key");
    }

    @ParameterizedTest
    @CsvSource({"-300, true", "300, true", "-301, false", "301, false"})
    void aSignatureIsValidWithin300SecondsEitherWay(long offset, boolean holds) {
        Map<String, String> headers =
                Map.of(EventSignature.HEADER, at(NOW + offset, KEY).sign(utf8(BODY)));
        if (holds) {
            assertThat(signature(KEY).verify(headers, BODY)).isNotEmpty();
        } else {
            assertRefused(headers, BODY, "the signature is stale");
        }
    }

    @Test
    void duringAKeyRotationBothKeysVerifyAndTheFirstSigns() {
        EventSignature both = signature(OTHER_KEY + ", " + KEY);
        Map<String, String> old = Map.of(EventSignature.HEADER, signature(KEY).sign(utf8(BODY)));
        assertThat(both.verify(old, BODY)).isNotEmpty();
        assertThat(both.sign(utf8(BODY))).contains("k=54b2b6aa");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "v1=00", "t=x,n=a,k=b,v1=c", "t=1700000000", "t=9999999999999,n=a,k=b,v1=c", "hello world"})
    void aMalformedHeaderIsRejected(String header) {
        assertRefused(Map.of(EventSignature.HEADER, header), BODY, "the signature is malformed");
    }

    @Test
    void fieldsOfALaterVersionAreIgnored() {
        Map<String, String> headers =
                Map.of(EventSignature.HEADER, signature(KEY).sign(utf8(BODY)) + ",v2=abc");
        assertThat(signature(KEY).verify(headers, BODY)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789abcdef0123456789abcdef,", "0123456789abcdef 0123456789abcdef"})
    void aWeakKeyIsRejectedAndNotQuoted(String keys) {
        assertThatThrownBy(() -> signature(keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("each key must be 32 or more visible ASCII characters");
    }

    @Test
    void aReaderWithKeysAcceptsOnlySignedEnvelopesAndDirectEvents() {
        EventReader reader = new EventReader(signature(KEY));
        WebSocketEvent envelope = EventFixtures.wrapped(BODY);
        assertThatThrownBy(() -> reader.readClose(envelope)).hasMessage("the event is not signed");

        envelope.setHeaders(Map.of(
                EventSignature.HEADER.toLowerCase(Locale.ROOT), signature(KEY).sign(utf8(BODY))));
        assertThat(reader.readClose(envelope).connectionId()).hasToString("abc");

        envelope.setBody(BODY.replace("abc", "abd"));
        assertThatThrownBy(() -> reader.readClose(envelope)).hasMessage("the signature does not fit the event");

        WebSocketEvent direct = new WebSocketEvent();
        WebSocketPart part = new WebSocketPart();
        part.setAction("closing");
        part.setSecConnectionID("abc");
        direct.setWebsocket(part);
        assertThat(reader.readClose(direct).connectionId()).hasToString("abc");
    }

    private static SignedTarget cleanup(String address) {
        return SignedTarget.of(SignedTarget.CLEANUP, URI.create(address));
    }

    private static void assertRefusedFor(SignedTarget target, String header, String message) {
        assertThatThrownBy(() -> signature(KEY).verify(Map.of(EventSignature.HEADER, header), BODY, target))
                .isInstanceOf(EventException.class)
                .hasMessage(message);
    }

    /** The test vector of docs/protocol.md, computed with Python's hmac module. */
    @Test
    void theSignatureOfATargetMatchesTheProtocolPage() {
        assertThat(signature(KEY).sign(utf8(BODY), NONCE, cleanup("https://Example.com:443/cleanup")))
                .isEqualTo("t=1700000000,n=" + NONCE + ",k=3eb1bd43,v1="
                        + "f2f8c4fc25e7dc8354ff1b5dd99bf79edb09a29d6f71fc1032cb85217fb32655,v2="
                        + "1743eb7038ff13d3be89550dd1794738ca83aa748d1bd8105e357e08e0e4a408");
    }

    @Test
    void anEventForOneTargetIsRejectedByAnother() {
        SignedTarget target = cleanup("https://a.example.com/f");
        String header = signature(KEY).sign(utf8(BODY), target);
        assertThat(signature(KEY).verify(Map.of(EventSignature.HEADER, header), BODY, target))
                .hasSize(22);
        String message = "the signature does not fit the event";
        assertRefusedFor(cleanup("https://b.example.com/f"), header, message);
        assertRefusedFor(cleanup("https://a.example.com/g"), header, message);
        assertRefusedFor(cleanup("https://a.example.com:8443/f"), header, message);
        assertRefusedFor(
                SignedTarget.of(SignedTarget.TRANSMISSION, URI.create("https://a.example.com/f")), header, message);
        assertRefusedFor(target, header.replace("t=1700000000", "t=1700000001"), message);
    }

    @Test
    void aSignatureWithoutATargetIsRejectedIfATargetIsRequired() {
        SignedTarget target = cleanup("https://a.example.com/f");
        String header = signature(KEY).sign(utf8(BODY), target);
        String without = header.substring(0, header.indexOf(",v2="));
        assertRefusedFor(target, without, "the signature does not cover the target");
        // The v1 signature in place of v2.
        assertRefusedFor(target, without.replace("v1=", "v2="), "the signature does not fit the event");
        assertThat(signature(KEY).verify(Map.of(EventSignature.HEADER, without), BODY))
                .hasSize(22);
    }

    /** The functions of 0.1 accept the new header, because v1 is unchanged. */
    @Test
    void aVerifierWithoutTargetsAcceptsTheNewHeader() {
        String header = signature(KEY).sign(utf8(BODY), cleanup("https://a.example.com/f"));
        assertThat(signature(KEY).verify(Map.of(EventSignature.HEADER, header), BODY))
                .hasSize(22);
        assertThat(header).matches("([a-z][a-z0-9]*=[A-Za-z0-9_-]*,?)+").hasSizeLessThan(512);
    }

    @Test
    void aReaderWithAnAddressAcceptsOnlyEventsForItsOwnFunction() {
        EventReader reader = new EventReader(signature(KEY), URI.create("https://a.example.com"));
        WebSocketEvent envelope = EventFixtures.wrapped(BODY);
        envelope.setHeaders(
                Map.of(EventSignature.HEADER, signature(KEY).sign(utf8(BODY), cleanup("https://a.example.com/"))));
        assertThat(reader.readClose(envelope).connectionId()).hasToString("abc");
        assertThatThrownBy(() -> reader.readMessage(envelope)).hasMessage("the signature does not fit the event");
        assertThatThrownBy(() -> reader.readConnect(envelope)).hasMessage("the signature does not fit the event");
    }

    @Test
    void threeKeysAreRejected() {
        assertThatThrownBy(() -> signature(KEY + "," + OTHER_KEY + "," + KEY)).hasMessage("at most two keys");
    }
}
