package scf.websocket.testing.cos;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Checks {@code Authorization} as page 436/7778 of COS's documentation describes it, from the bytes on the wire. */
final class CosSignature {
    private CosSignature() {}

    /**
     * Returns what is wrong, or null for a valid signature that covers the whole query and these headers.
     *
     * @param path decoded
     * @param query as it was sent, empty for none
     * @param headers a header's value by its lower-case name, null if it was not sent
     */
    static @Nullable String problem(
            String method,
            String path,
            String query,
            Function<String, @Nullable String> headers,
            List<String> mustBeSigned,
            String secretId,
            String secretKey) {
        String authorization = headers.apply("authorization");
        if (authorization == null) {
            return "there is none";
        }
        Map<String, String> parts = pairs(authorization, Function.identity());
        if (!"sha1".equals(parts.get("q-sign-algorithm")) || !secretId.equals(parts.get("q-ak"))) {
            return "it is of another algorithm or another key";
        }
        String time = parts.get("q-sign-time");
        if (time == null
                || !time.equals(parts.get("q-key-time"))
                || !covers(time, Instant.now().getEpochSecond())) {
            return "it is not valid now";
        }
        Map<String, String> parameters = pairs(query, value -> URLDecoder.decode(value, StandardCharsets.UTF_8));
        if (!names(parts.getOrDefault("q-url-param-list", "")).equals(new ArrayList<>(parameters.keySet()))) {
            return "it does not cover the query";
        }
        List<String> signed = names(parts.getOrDefault("q-header-list", ""));
        if (!signed.containsAll(mustBeSigned)) {
            return "it does not cover " + mustBeSigned;
        }
        Map<String, String> signedHeaders = new TreeMap<>();
        for (String name : signed) {
            String value = headers.apply(name);
            if (value == null) {
                return "it covers a header that was not sent";
            }
            signedHeaders.put(name, value);
        }
        String request = String.join(
                "\n", method.toLowerCase(Locale.ROOT), path, encoded(parameters), encoded(signedHeaders), "");
        String toSign = String.join("\n", "sha1", time, sha1(request), "");
        String expected = hmac(hmac(secretKey, time), toSign);
        return expected.equals(parts.get("q-signature")) ? null : "it is another";
    }

    /** As {@code Content-MD5} has it. */
    static String md5(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean covers(String time, long second) {
        String[] ends = time.split(";", 2);
        long from = Long.parseLong(ends[0]);
        long to = Long.parseLong(ends[1]);
        return from <= second && second <= to && to - from <= 3600;
    }

    private static List<String> names(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(";", -1));
    }

    private static Map<String, String> pairs(String text, Function<String, String> decoder) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] sides = pair.split("=", 2);
                pairs.put(
                        decoder.apply(sides[0]).toLowerCase(Locale.ROOT),
                        sides.length == 1 ? "" : decoder.apply(sides[1]));
            }
        }
        return pairs;
    }

    private static String encoded(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
