package scf.websocket.gateway.address;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path of an API, written as in the settings: with the stage as its first segment ({@code /release/chat}), or with
 * the stage given separately, as in API Gateway ({@code /chat} in stage {@code release}). A segment in braces, as in
 * {@code /chat/{room}}, matches any single segment. Immutable.
 */
public final class ApiPath {
    /** Regular expression for a stage. */
    public static final String STAGE_FORM = "\\w[\\w.-]{0,63}";

    private static final int MAX_LENGTH = 1024;
    private static final int MAX_SEGMENTS = 32;
    private static final Pattern LITERAL = Pattern.compile("(?:[\\p{L}\\p{N}_.~!$()*+;=:@-]|%[0-9A-Fa-f]{2})+");
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z_][\\w.-]{0,63})}");

    /** Browsers resolve these segments before they connect. */
    private static final Set<String> DOTS = Set.of(".", "..");

    private final String text;
    private final String stage;
    private final String path;
    private final List<String> addresses;

    private ApiPath(String text, String stage, String path, List<String> addresses) {
        this.text = text;
        this.stage = stage;
        this.path = path;
        this.addresses = addresses;
    }

    /**
     * Parses a path.
     *
     * @param stage matches {@link #STAGE_FORM}; null if the path begins with the stage or the API has none, in which
     * case it is {@code release}
     * @throws IllegalArgumentException with a message for the user, which quotes the path but names no option
     */
    public static ApiPath of(String text, @Nullable String stage) {
        List<String> segments = checked(text);
        String path = withoutLastSlash(text);
        if (stage != null) {
            return inStage(text, path, stage);
        }
        if (segments.isEmpty() || (segments.size() == 1 && !text.endsWith("/"))) {
            return new ApiPath(text, "release", path, List.of(path));
        }
        String first = segments.get(0);
        if (PARAMETER.matcher(first).matches()) {
            throw wrong(
                    text,
                    "begins with a parameter where the stage is expected; set the stage separately from the path");
        }
        String behind = path.substring(first.length() + 1);
        return new ApiPath(text, first, behind.isEmpty() ? "/" : behind, List.of(path));
    }

    /** API Gateway serves an API at its own domain with the stage before the path, at a custom domain without. */
    private static ApiPath inStage(String text, String path, String stage) {
        String prefix = "/" + stage;
        if (path.equals(prefix) || path.startsWith(prefix + "/")) {
            return new ApiPath(text, stage, path.equals(prefix) ? "/" : path.substring(prefix.length()), List.of(path));
        }
        return new ApiPath(text, stage, path, List.of(path, path.equals("/") ? prefix : prefix + path));
    }

    private static String withoutLastSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static List<String> checked(String path) {
        if (!path.startsWith("/") || path.length() > MAX_LENGTH) {
            throw wrong(path, "must be like /release/websocket");
        }
        List<String> segments = new ArrayList<>();
        Set<String> parameters = new HashSet<>();
        String inner = withoutLastSlash(path).substring(1);
        if (!inner.isEmpty()) {
            for (String segment : inner.split("/", -1)) {
                check(path, segment, parameters);
                segments.add(segment);
            }
        }
        if (segments.size() > MAX_SEGMENTS) {
            throw wrong(path, "has more than " + MAX_SEGMENTS + " segments");
        }
        return segments;
    }

    private static void check(String path, String segment, Set<String> parameters) {
        Matcher parameter = PARAMETER.matcher(segment);
        if (parameter.matches()) {
            if (!parameters.add(parameter.group(1))) {
                throw wrong(path, "has the parameter " + segment + " twice");
            }
        } else if (segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0) {
            throw wrong(path, "must have a parameter as a whole segment, such as /release/{room}");
        } else if (!LITERAL.matcher(segment).matches() || DOTS.contains(decoded(segment))) {
            throw wrong(path, "must be like /release/websocket");
        }
    }

    private static IllegalArgumentException wrong(String path, String what) {
        return new IllegalArgumentException(what + ", but is '" + path + "'");
    }

    /** Decodes a segment as it is decoded in a request. */
    private static String decoded(String literal) {
        String latin = new String(literal.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return PathSegments.of(latin)
                .filter(segments -> segments.size() == 1)
                .map(segments -> segments.get(0))
                .orElseThrow(() -> wrong(literal, "must be escaped UTF-8"));
    }

    /** Returns the decoded segments of each address; a parameter is null. */
    List<List<@Nullable String>> shapes() {
        return addresses.stream().map(ApiPath::shape).toList();
    }

    private static List<@Nullable String> shape(String address) {
        List<@Nullable String> shape = new ArrayList<>();
        for (String segment : address.split("/", -1)) {
            if (!segment.isEmpty()) {
                shape.add(PARAMETER.matcher(segment).matches() ? null : decoded(segment));
            }
        }
        return shape;
    }

    /** Returns the names of the parameters, in order. */
    List<String> parameters() {
        return PARAMETER.matcher(path).results().map(found -> found.group(1)).toList();
    }

    /** Whether register sees the same stage and path for both. */
    boolean meansTheSameAs(ApiPath other) {
        return stage.equals(other.stage) && path.equals(other.path);
    }

    /** Returns the stage, as register sees it. */
    public String stage() {
        return stage;
    }

    /** Returns the path after the stage, as register sees it: with the names of parameters, not their values. */
    public String path() {
        return path;
    }

    /** Returns the paths that clients can use, without a trailing slash. */
    public List<String> addresses() {
        return addresses;
    }

    /** Returns an address to connect to, with the name of each parameter as its value. */
    public String example() {
        return PARAMETER.matcher(addresses.get(addresses.size() - 1)).replaceAll("$1");
    }

    /** Returns the path as written in the settings. */
    @Override
    public String toString() {
        return text;
    }
}
