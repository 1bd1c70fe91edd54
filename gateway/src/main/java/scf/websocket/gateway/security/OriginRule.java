package scf.websocket.gateway.security;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may connect, by their Origin (RFC 6455 §10.2). A client without an Origin is no browser, and nobody's page can make it
 * connect: it is let in. Without a list, everybody is.
 */
public final class OriginRule {
    /** Not of the web alone: apps and mini programs have schemes of their own, such as {@code weapp://wechat-game-runtime}. */
    private static final Pattern ORIGIN =
            Pattern.compile("null|file://|(?!wss?:)[a-z][a-z0-9+.-]*://(\\*\\.)?[a-z0-9.\\[\\]:_-]+");

    private final List<String> allowed;

    private OriginRule(List<String> allowed) {
        this.allowed = allowed;
    }

    /**
     * @param allowed {@code https://chat.example.com}, {@code https://*.example.com} for what lies below it, {@code null} for pages
     *     without one
     * @throws IllegalArgumentException for one that is none of these
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

    /** A browser leaves the port out where it is that of the scheme. */
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
