package scf.websocket.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The keys of the API, one of which a request needs. They are compared in constant time, by their digests. Thread-safe. */
final class ApiKeys {
    private static final String SCHEME = "apikey ";

    private final List<byte[]> digests = new ArrayList<>();

    private ApiKeys() {}

    /** @param commaList one key, or two during a rotation, as {@code API_KEY} accepts them */
    static ApiKeys of(String commaList) {
        ApiKeys keys = new ApiKeys();
        for (String key : commaList.split(",", -1)) {
            keys.digests.add(digest(key.trim()));
        }
        return keys;
    }

    /** Returns whether the request has a key in {@code X-API-Key}, or in {@code Authorization: apikey KEY}. */
    boolean accept(HttpEvent request) {
        return isKey(request.header("X-API-Key")) || isKey(ofAuthorization(request.header("Authorization")));
    }

    private static String ofAuthorization(String value) {
        return value.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? value.substring(SCHEME.length()).trim()
                : "";
    }

    private boolean isKey(String given) {
        byte[] digest = digest(given);
        boolean found = false;
        for (byte[] key : digests) {
            found |= MessageDigest.isEqual(key, digest);
        }
        return found;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
