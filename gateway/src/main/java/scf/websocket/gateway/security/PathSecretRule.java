package scf.websocket.gateway.security;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Requirements for a secret in a URL: only characters that need no escaping, and at least {@value #BITS} bits if it is
 * random, estimated by its length and character classes.
 */
public final class PathSecretRule {
    private static final int BITS = 128;
    private static final int MOST = 8;

    /** A random secret of 128 bits has more distinct characters; one with fewer was typed by hand. */
    private static final int LEAST_DIFFERENT_CHARACTERS = 8;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22,256}");
    private static final Pattern UUID =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

    private PathSecretRule() {}

    /**
     * Validates all secrets.
     *
     * @param option for the message
     * @throws IllegalArgumentException if one is too weak or there are too many; the message contains no secret
     */
    public static void check(String option, List<String> secrets) {
        if (secrets.size() > MOST || !secrets.stream().allMatch(PathSecretRule::isStrong)) {
            throw new IllegalArgumentException(option + " must be 1 to " + MOST + " secrets with commas between them,"
                    + " each random and of " + BITS + " bits or more: at least 22 characters of A-Z a-z 0-9 _ - mixed,"
                    + " or 32 hexadecimal digits, but no UUID, which has 122; openssl rand -hex 16 makes one");
        }
    }

    static boolean isStrong(String secret) {
        return FORM.matcher(secret).matches()
                && !UUID.matcher(secret).matches()
                && secret.chars().distinct().count() >= LEAST_DIFFERENT_CHARACTERS
                && bits(secret) >= BITS;
    }

    private static double bits(String secret) {
        // Separators between digits add no entropy.
        String digits = secret.replaceAll("[_-]", "");
        if (digits.matches("[0-9]*")) {
            return digits.length() * bitsOfOneOf(10);
        }
        if (digits.matches("[0-9a-f]*|[0-9A-F]*")) {
            return digits.length() * bitsOfOneOf(16);
        }
        boolean small = secret.matches(".*[a-z].*");
        boolean capital = secret.matches(".*[A-Z].*");
        if (small && capital) {
            // Base64url; a random secret need not contain all of its character classes.
            return secret.length() * bitsOfOneOf(64);
        }
        int kinds = (secret.matches(".*[0-9].*") ? 10 : 0)
                + (small || capital ? 26 : 0)
                + (secret.matches(".*[_-].*") ? 2 : 0);
        return secret.length() * bitsOfOneOf(kinds);
    }

    private static double bitsOfOneOf(int characters) {
        return Math.log(characters) / Math.log(2);
    }
}
