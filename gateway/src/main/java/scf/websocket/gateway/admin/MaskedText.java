package scf.websocket.gateway.admin;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks what looks like a secret in text of clients and functions: values whose names say so, also in JSON inside a
 * text, and JSON Web Tokens anywhere. A help against a look over the shoulder: it cannot know every secret.
 */
final class MaskedText {
    static final String MASK = "***";

    private static final Set<String> NAMES = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "answerkey",
            "context",
            "apikey",
            "api-key");

    /** Parts of names such as {@code access_token} and {@code X-Api-Key}. */
    private static final Pattern PARTS = Pattern.compile("token|secret|password|passwd|api[-_]?key");

    /** RFC 7519: a header, which is an object and so begins like this, claims, and a signature, which may be empty. */
    private static final Pattern JWT =
            Pattern.compile("eyJ[A-Za-z0-9_-]{8,1024}+\\.[A-Za-z0-9_-]{2,8192}+\\.[A-Za-z0-9_-]*+");

    /** A member of JSON inside a text, in which quotes may be escaped. */
    private static final Pattern MEMBER =
            Pattern.compile("(\"([\\w-]{1,64}+)\\\\{0,7}+\"\\s{0,8}+:\\s{0,8}+\\\\{0,7}+\")([^\"\\\\]*+)");

    /** A parameter of a query or a form. */
    private static final Pattern PARAMETER = Pattern.compile("([?&]([\\w.-]{1,64}+)=)([^&\\s\"#]*+)");

    private MaskedText() {}

    /** Whether a member of this name has a secret value. */
    static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAMES.contains(lower) || PARTS.matcher(lower).find();
    }

    static String of(String text) {
        String masked = JWT.matcher(text).replaceAll(MASK);
        return maskedValues(PARAMETER, maskedValues(MEMBER, masked));
    }

    /** Masks JSON Web Tokens in a message whose other bytes may mean anything; its length stays. */
    static byte[] of(byte[] binary) {
        String text = new String(binary, StandardCharsets.ISO_8859_1);
        return JWT.matcher(text)
                .replaceAll(found -> "*".repeat(found.group().length()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** @param pattern whose second group is the name, and whose third is the value */
    private static String maskedValues(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(found -> isSecret(found.group(2))
                        ? Matcher.quoteReplacement(found.group(1)) + MASK
                        : Matcher.quoteReplacement(found.group()));
    }
}
