package scf.websocket.config;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The accepted formats of setting values. Patterns are compiled when a value is checked: all together, and the lambdas
 * within, would take longer than the rest of the settings at a cold start.
 */
enum SettingFormat {
    TEXT("a text", ""),
    SECRET("a text", ""),
    LONG_SECRET("a text of 32 or more characters", "(?s).{32,}"),
    PEM("a key in PEM, or the name of a file that holds it", ""),
    TOKEN("visible ASCII characters without blanks", "[!-~]+"),
    KEYS(
            "one key, or two with a comma between them, each of 32 or more visible ASCII characters",
            "[!-+\\--~]{32,}(\\s*,\\s*[!-+\\--~]{32,})?"),
    NAME("a name in lower case, such as mysql", "[a-z][a-z0-9-]*"),
    NAMES(
            "comma-separated names, such as chat.v1,chat.v2",
            "[!#$%&'*+.^_`|~0-9A-Za-z-]+(\\s*,\\s*[!#$%&'*+.^_`|~0-9A-Za-z-]+)*"),
    CLASS(
            "the full name of a class, such as com.example.MyApp",
            "[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*"),
    BUCKET("a bucket with its APPID, such as example-1250000000", "[a-z0-9][a-z0-9-]*-[0-9]+"),
    REGION("a region such as ap-guangzhou", "[a-z0-9]+(-[a-z0-9]+)*"),
    PREFIX("a folder that ends in a slash, such as connections/", "([A-Za-z0-9_-]+/)+"),
    VIA("auto or post", "auto|post"),
    MODE("required, optional or anonymous", "required|optional|anonymous"),
    FLAG("true or false", "true|false"),
    LEVEL("error, warn, info, debug or off", "error|warn|info|debug|off"),
    TLS(
            "disabled, preferred, required, verify_ca or verify_identity",
            "disabled|preferred|required|verify_ca|verify_identity"),
    PORT("a number from 1 to 65535", 1, 65_535),
    PARALLELISM("a number from 1 to 512", 1, 512),
    MILLIS("a number of milliseconds from 250 to 60000", 250, 60_000),
    SKEW("a number of seconds from 0 to 300", 0, 300),
    AGE("a number of seconds from 60 to 31536000", 60, 31_536_000),
    SECONDS("a number of seconds from 0 to 31536000", 0, 31_536_000),
    URL("an address such as http://set-example.cb-guangzhou.apigateway.tencentyun.com/api-example", ""),
    ORIGIN(
            "an address without a path, such as https://example-1250000000.cos.ap-guangzhou.myqcloud.com",
            "https?://[^/?]+/?");

    private final String description;
    private final String pattern;
    private final int least;
    private final int most;

    /** @param pattern empty for any text */
    SettingFormat(String description, String pattern) {
        this.description = description;
        this.pattern = pattern;
        this.least = 0;
        this.most = -1;
    }

    SettingFormat(String description, int least, int most) {
        this.description = description;
        this.pattern = "";
        this.least = least;
        this.most = most;
    }

    String description() {
        return description;
    }

    boolean accepts(String value) {
        if (most >= 0) {
            return isNumber(value);
        }
        boolean matches = pattern.isEmpty() || value.matches(pattern);
        return matches && ((this != URL && this != ORIGIN) || isHttpUrl(value));
    }

    private boolean isNumber(String value) {
        if (value.isEmpty() || value.length() > 9) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        int number = Integer.parseInt(value);
        return number >= least && number <= most;
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
