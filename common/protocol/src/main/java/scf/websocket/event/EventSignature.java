package scf.websocket.event;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs events to public Function URLs, and verifies them there. The header {@value #HEADER} holds
 * {@code t=<unix seconds>,n=<nonce>,k=<key id>,v1=<hex>,v2=<hex>}, where {@code v1} is the HMAC-SHA256, keyed with the UTF-8 bytes of the key,
 * of {@code t}, a full stop, {@code n}, a full stop and the bytes of the body; {@code k} is the first 8 hexadecimal digits of the
 * key's SHA-256, and tells a verifier an unknown key from an altered event. {@code v2} covers the {@link SignedTarget} as well, so that
 * an event for one function is none for another; gateways of 0.1 do not send it, and functions of 0.1 ignore it. Our own extension;
 * described in {@code docs/protocol.md}.
 *
 * <p><b>Protected:</b> nobody without a key can make, change or postpone (by more than {@link #WINDOW}) an event. <b>Not
 * protected:</b> whoever can read a signed request, that is, break TLS or read the function's logs, can send it once more
 * within the window, to the same function or, where {@code v2} is not asked for, to any with the same keys. Nonces are not
 * remembered: instances of a function share no memory, so each would notice its own replays only. An application for which a repeated message is a danger keeps the nonce that {@link #verify} returns in its database.
 *
 * <p>Thread-safe.
 */
public final class EventSignature {
    /** The header; names of headers are compared without regard to case. */
    public static final String HEADER = "X-Scfws-Signature";

    /** How far the clocks of signer and verifier may be apart, with the time on the way. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int NONCE_BYTES = 16;
    private static final int MAX_KEYS = 2;

    private final List<SigningKey> keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    private EventSignature(List<SigningKey> keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param commaList one key, or two while they are changed: the first signs, both verify
     * @throws IllegalArgumentException if it is not one or two keys of 32 or more visible ASCII characters; the
     *     message quotes none
     */
    public static EventSignature of(String commaList, Clock clock) {
        String[] texts = commaList.split(",", -1);
        if (texts.length > MAX_KEYS) {
            throw new IllegalArgumentException("at most two keys");
        }
        List<SigningKey> keys = new ArrayList<>(MAX_KEYS);
        for (String text : texts) {
            keys.add(SigningKey.of(text.trim()));
        }
        return new EventSignature(Collections.unmodifiableList(keys), clock);
    }

    /** The value of the header for a body, as of 0.1. */
    public String sign(byte[] body) {
        return sign(body, nonce());
    }

    private String nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /** The value of the header for a body that is sent to a target. */
    public String sign(byte[] body, SignedTarget target) {
        return sign(body, nonce(), target);
    }

    String sign(byte[] body, String nonce, SignedTarget target) {
        String time = now();
        return sign(body, nonce, time) + ",v2=" + keys.get(0).mac(time, nonce, target, body);
    }

    String sign(byte[] body, String nonce) {
        return sign(body, nonce, now());
    }

    private String sign(byte[] body, String nonce, String time) {
        SigningKey key = keys.get(0);
        return "t=" + time + ",n=" + nonce + ",k=" + key.id() + ",v1=" + key.mac(time, nonce, body);
    }

    private String now() {
        return Long.toString(clock.instant().getEpochSecond());
    }

    /**
     * Verifies a request to a Function URL.
     *
     * @param headers in whatever letter case the way here has left their names
     * @return the nonce of the signature
     * @throws EventException {@link ErrorNumber#BAD_SIGNATURE} for a request that is unsigned, altered, stale, or signed with a key that
     *     is not ours
     */
    public String verify(@Nullable Map<String, String> headers, String body) {
        return verify(headers, body, null);
    }

    /**
     * Verifies a request to a Function URL.
     *
     * @param target what the event must be signed for; null takes every target, and signatures of 0.1
     */
    public String verify(@Nullable Map<String, String> headers, String body, @Nullable SignedTarget target) {
        return verify(header(headers), body.getBytes(StandardCharsets.UTF_8), target);
    }

    private String verify(@Nullable String header, byte[] body, @Nullable SignedTarget target) {
        if (header == null) {
            throw refused("the event is not signed");
        }
        SignatureHeader signature = SignatureHeader.parse(header);
        if (signature == null) {
            throw refused("the signature is malformed");
        }
        long age = clock.instant().getEpochSecond() - signature.epochSecond();
        if (Math.abs(age) > WINDOW.toSeconds()) {
            throw refused("the signature is stale");
        }
        for (SigningKey key : keys) {
            if (key.id().equals(signature.keyId)) {
                if (target != null && !signature.coversTarget()) {
                    throw refused("the signature does not cover the target");
                }
                if (target == null ? key.fits(signature, body) : key.fits(signature, target, body)) {
                    return signature.nonce;
                }
                throw refused("the signature does not fit the event");
            }
        }
        throw refused("the event is signed with an unknown key");
    }

    private static EventException refused(String message) {
        return new EventException(ErrorNumber.BAD_SIGNATURE, message);
    }

    private static @Nullable String header(@Nullable Map<String, String> headers) {
        if (headers != null) {
            for (Map.Entry<String, String> header : headers.entrySet()) {
                if (HEADER.equalsIgnoreCase(header.getKey())) {
                    return header.getValue();
                }
            }
        }
        return null;
    }
}
