package scf.websocket.gateway.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses {@code If-None-Match} (RFC 9110, sections 8.8.3 and 13.1.2). */
final class EntityTags {
    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*+\")");

    private EntityTags() {}

    /**
     * Whether the list contains the tag, weak or strong, or a wildcard.
     *
     * @param lines the values of all {@code If-None-Match} lines
     * @param tag in quotation marks
     */
    static boolean contain(List<String> lines, String tag) {
        for (String line : lines) {
            if (line.strip().equals("*")) {
                return true;
            }
            Matcher matcher = TAG.matcher(line);
            while (matcher.find()) {
                if (matcher.group(1).equals(tag)) {
                    return true;
                }
            }
        }
        return false;
    }
}
