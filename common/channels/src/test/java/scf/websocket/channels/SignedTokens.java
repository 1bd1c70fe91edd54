package scf.websocket.channels;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens in frames of tests, in short: {@code ann} is a user, {@code ann+60} one for 60 seconds, {@code ann/chat:a,chat:b}
 * one whom the server subscribes, {@code chat:a} a subscription token for a minute, {@code chat:a*} one for ever, {@code
 * expired} has expired, and {@code wrong} is not signed. A whole token stays.
 */
final class SignedTokens {
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final Pattern TOKEN = Pattern.compile("'token':'([^']*)'");

    private SignedTokens() {}

    static String in(String frame, Instant now) {
        return TOKEN.matcher(frame)
                .replaceAll(found -> Matcher.quoteReplacement("'token':'" + token(found.group(1), now) + "'"));
    }

    private static String token(String text, Instant now) {
        long second = now.getEpochSecond();
        if (text.equals("wrong") || text.startsWith("eyJ")) {
            return text;
        }
        if (text.equals("expired")) {
            return signed("{'exp':" + (second - 1) + "}");
        }
        if (text.contains("/")) {
            String[] parts = text.split("/", 2);
            return signed("{'sub':'" + parts[0] + "','channels':['" + parts[1].replace(",", "','") + "']}");
        }
        if (text.endsWith("*")) {
            return signed("{'channel':'" + text.substring(0, text.length() - 1) + "'}");
        }
        if (text.contains(":")) {
            return signed("{'channel':'" + text + "','exp':" + (second + 60) + "}");
        }
        String[] parts = text.split("\\+", 2);
        String expiry = parts.length > 1 ? ",'exp':" + (second + Long.parseLong(parts[1])) : "";
        return signed("{'sub':'" + parts[0] + "','info':{'name':'" + parts[0] + "'}" + expiry + "}");
    }

    /** @param claims with single quotes */
    static String signed(String claims) {
        String text = base64("{'alg':'HS256','typ':'JWT'}") + "." + base64(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
