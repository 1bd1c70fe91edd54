package scf.websocket.gateway.security;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides by its Origin whether a page may connect (RFC 6455 §10.2). A client without an Origin is not a browser and is
 * admitted. Without a list, every client is. Thread-safe.
 */
public final class OriginRule {
    /**
     * Not only web origins: apps and mini programs have their own schemes, such as {@code weapp://wechat-game-runtime}.
     */
    private static final Pattern ORIGIN =
            Pattern.compile("null|file://|(?!wss?:)[a-z][a-z0-9+.-]*://(\\*\\.)?[a-z0-9.\\[\\]:_-]+");

    private final List<String> allowed;

    private OriginRule(List<String> allowed) {
        this.allowed = allowed;
    }

    /**
     * @param allowed {@code https://chat.example.com}, {@code https://*.example.com} for its subdomains, or {@code
     * null} for pages without an origin
     * @throws IllegalArgumentException if an entry is none of these
     */
    public static OriginRule of(List<String> allowed) {
        return new OriginRule(allowed.stream().map(OriginRule::checked).toList());
    }

    private static String checked(String origin) {
        String text = origin.toLowerCase(Locale.ROOT);
        if (!ORIGIN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "--allow-origin must be like https://chat.example.com, without a path, or"
                            + " https://*.example.com, but is '" + origin + "'");
        }
        return withoutDefaultPort(text);
    }

    /** Browsers omit the default port of a scheme. */
    private static String withoutDefaultPort(String origin) {
        if (origin.startsWith("https:") && origin.endsWith(":443")) {
            return origin.substring(0, origin.length() - 4);
        }
        return origin.startsWith("http:") && origin.endsWith(":80") ? origin.substring(0, origin.length() - 3) : origin;
    }

    public boolean allows(@Nullable String origin) {
        if (allowed.isEmpty() || origin == null) {
            return true;
        }
        String text = withoutDefaultPort(origin.toLowerCase(Locale.ROOT));
        return allowed.stream().anyMatch(rule -> matches(rule, text));
    }

    private static boolean matches(String rule, String origin) {
        int star = rule.indexOf("*.");
        if (star < 0) {
            return rule.equals(origin);
        }
        return origin.startsWith(rule.substring(0, star))
                && origin.endsWith(rule.substring(star + 1))
                && origin.length() > rule.length() - 1
                && isHost(origin.substring(star));
    }

    private static boolean isHost(String text) {
        return text.matches("[a-z0-9._:-]+");
    }
}
