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
 * Signs and verifies events sent to public Function URLs. The header {@value #HEADER} holds {@code t=<unix
 * seconds>,n=<nonce>,k=<key id>,v1=<hex>,v2=<hex>}. {@code v1} is the HMAC-SHA256, keyed with the UTF-8 bytes of the
 * key, of {@code t}, a full stop, {@code n}, a full stop and the bytes of the body. {@code k} is the first 8
 * hexadecimal digits of the key's SHA-256; it lets a verifier distinguish an unknown key from an altered event. {@code
 * v2} also covers the {@link SignedTarget}, so that an event for one function is invalid for another; gateways of 0.1
 * do not send it, and functions of 0.1 ignore it. An extension of ours, described in {@code docs/protocol.md}.
 *
 * <p><b>Protected:</b> without a key, nobody can forge, alter or delay (by more than {@link #WINDOW}) an event. <b>Not
 * protected:</b> an attacker that reads a signed request, by breaking TLS or from the function's logs, can replay it
 * within the window, to the same function or, if {@code v2} is not required, to any function with the same keys. Nonces
 * are not remembered: instances share no memory, so each would detect only its own replays. If a repeated message is
 * harmful, the application stores the nonce that {@link #verify} returns in its database.
 *
 * <p>Thread-safe.
 */
public final class EventSignature {
    /** The name of the header, case-insensitive. */
    public static final String HEADER = "X-Scfws-Signature";

    /** The maximum difference between the signer's and the verifier's clock, including transit time. */
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
     * @param commaList one key, or two during a key rotation: the first signs, both verify
     * @throws IllegalArgumentException if it is not one or two keys of 32 or more visible ASCII characters; the message
     *     quotes no key
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

    /** Returns the header value for a body, without a target, as in 0.1. */
    public String sign(byte[] body) {
        return sign(body, nonce());
    }

    private String nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /** Returns the header value for a body sent to a target. */
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
     * @param headers the request headers; names are case-insensitive
     * @return the nonce of the signature
     * @throws EventException {@link ErrorNumber#BAD_SIGNATURE} if the request is unsigned, altered, stale, or signed
     *     with an unknown key
     */
    public String verify(@Nullable Map<String, String> headers, String body) {
        return verify(headers, body, null);
    }

    /**
     * Verifies a request to a Function URL.
     *
     * @param target the target that the signature must cover; null accepts any target, and signatures of 0.1
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
