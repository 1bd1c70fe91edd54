package scf.websocket.gateway.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses {@code Accept-Encoding} (RFC 9110, section 12.5.3). Ignores invalid elements. */
final class AcceptEncoding {
    private static final Pattern ELEMENT =
            Pattern.compile("([!#$%&'*+.^_`|~\\w-]+)(?:[ \t]*;[ \t]*[qQ]=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?))?");
    private static final Pattern COMMA = Pattern.compile("[ \t]*,[ \t]*");

    private @Nullable Double gzip;
    private @Nullable Double identity;
    private @Nullable Double others;

    /** @param lines the values of all {@code Accept-Encoding} lines */
    AcceptEncoding(List<String> lines) {
        for (String line : lines) {
            COMMA.splitAsStream(line.strip()).forEach(this::add);
        }
    }

    private void add(String element) {
        Matcher matcher = ELEMENT.matcher(element);
        if (!matcher.matches()) {
            return;
        }
        Double weight = matcher.group(2) == null ? Double.valueOf(1) : Double.valueOf(matcher.group(2));
        switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> gzip = weight;
            case "identity" -> identity = weight;
            case "*" -> others = weight;
            default -> {}
        }
    }

    /** Whether the client accepts gzip and prefers no other coding. */
    boolean prefersGzip() {
        Double weight = gzip == null ? others : gzip;
        if (weight == null || weight == 0) {
            return false;
        }
        return identity == null || identity <= weight;
    }
}
