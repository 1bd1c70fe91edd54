package scf.websocket.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The accepted formats of setting values. */
// The predicates are immutable, which the compiler cannot verify.
@SuppressWarnings("ImmutableEnumChecker")
enum SettingFormat {
    TEXT("a text", value -> true),
    SECRET("a text", value -> true),
    TOKEN("visible ASCII characters without blanks", matches("[!-~]+")),
    KEYS(
            "one key, or two with a comma between them, each of 32 or more visible ASCII characters",
            matches("[!-+\\--~]{32,}(\\s*,\\s*[!-+\\--~]{32,})?")),
    NAME("a name in lower case, such as mysql", matches("[a-z][a-z0-9-]*")),
    NAMES(
            "comma-separated names, such as chat.v1,chat.v2",
            matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+(\\s*,\\s*[!#$%&'*+.^_`|~0-9A-Za-z-]+)*")),
    CLASS(
            "the full name of a class, such as com.example.MyApp",
            matches("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*")),
    BUCKET("a bucket with its APPID, such as example-1250000000", matches("[a-z0-9][a-z0-9-]*-[0-9]+")),
    REGION("a region such as ap-guangzhou", matches("[a-z0-9]+(-[a-z0-9]+)*")),
    PREFIX("a folder that ends in a slash, such as connections/", matches("([A-Za-z0-9_-]+/)+")),
    VIA("auto or post", matches("auto|post")),
    FLAG("true or false", matches("true|false")),
    LEVEL("error, warn, info, debug or off", matches("error|warn|info|debug|off")),
    TLS(
            "disabled, preferred, required, verify_ca or verify_identity",
            matches("disabled|preferred|required|verify_ca|verify_identity")),
    PORT("a number from 1 to 65535", between(1, 65_535)),
    PARALLELISM("a number from 1 to 512", between(1, 512)),
    MILLIS("a number of milliseconds from 250 to 60000", between(250, 60_000)),
    AGE("a number of seconds from 60 to 31536000", between(60, 31_536_000)),
    SECONDS("a number of seconds from 0 to 31536000", between(0, 31_536_000)),
    URL(
            "an address such as http://set-example.cb-guangzhou.apigateway.tencentyun.com/api-example",
            SettingFormat::isHttpUrl),
    ORIGIN(
            "an address without a path, such as https://example-1250000000.cos.ap-guangzhou.myqcloud.com",
            value -> isHttpUrl(value) && value.matches("https?://[^/?]+/?"));

    private final String description;
    private final Predicate<String> accepted;

    SettingFormat(String description, Predicate<String> accepted) {
        this.description = description;
        this.accepted = accepted;
    }

    String description() {
        return description;
    }

    boolean accepts(String value) {
        return accepted.test(value);
    }

    private static Predicate<String> matches(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    private static Predicate<String> between(int least, int most) {
        return value -> {
            if (value.isEmpty() || value.length() > 9 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
            int number = Integer.parseInt(value);
            return number >= least && number <= most;
        };
    }

    private static boolean isHttpUrl(String value) {
        try {
            URI uri = new URI(value);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
