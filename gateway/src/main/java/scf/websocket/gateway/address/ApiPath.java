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
 * One path of an API, as its settings name it: the stage first ({@code /release/chat}), or with the stage apart, as API Gateway's settings
 * have it ({@code /chat} in stage {@code release}). A segment in braces, {@code /chat/{room}}, stands for any one segment. Immutable.
 */
public final class ApiPath {
    /** What a stage looks like, as a regular expression. */
    public static final String STAGE_FORM = "\\w[\\w.-]{0,63}";

    private static final int MAX_LENGTH = 1024;
    private static final int MAX_SEGMENTS = 32;
    private static final Pattern LITERAL = Pattern.compile("(?:[\\p{L}\\p{N}_.~!$()*+;=:@-]|%[0-9A-Fa-f]{2})+");
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z_][\\w.-]{0,63})}");

    /** Browsers resolve these before they connect. */
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
     * Reads a path.
     *
     * @param stage of the {@link #STAGE_FORM}; null if the path itself begins with it, or the API has none, which counts as {@code release}
     * @throws IllegalArgumentException with a message for the user, which names the path and no option
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
                    text, "begins with a parameter where the stage is expected; name the stage apart from the path");
        }
        String behind = path.substring(first.length() + 1);
        return new ApiPath(text, first, behind.isEmpty() ? "/" : behind, List.of(path));
    }

    /** API Gateway serves an API at its own name with the stage in front of the path, at a custom domain without. */
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

    /** A segment as a request has it once it is decoded. */
    private static String decoded(String literal) {
        String latin = new String(literal.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return PathSegments.of(latin)
                .filter(segments -> segments.size() == 1)
                .map(segments -> segments.get(0))
                .orElseThrow(() -> wrong(literal, "must be UTF-8 where it is escaped"));
    }

    /** The segments of each address, decoded, parameters null. */
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

    /** The names of the parameters, in order. */
    List<String> parameters() {
        return PARAMETER.matcher(path).results().map(found -> found.group(1)).toList();
    }

    /** Whether register is told the same of a client, whichever of the two it came by. */
    boolean meansTheSameAs(ApiPath other) {
        return stage.equals(other.stage) && path.equals(other.path);
    }

    /** The stage, as register sees it. */
    public String stage() {
        return stage;
    }

    /** The path behind the stage, as register sees it: with parameters as they are written, not with their values. */
    public String path() {
        return path;
    }

    /** Where clients find it, without a slash at the end. */
    public List<String> addresses() {
        return addresses;
    }

    /** An address that a client can connect to as it is: each parameter has its own name for a value. */
    public String example() {
        return PARAMETER.matcher(addresses.get(addresses.size() - 1)).replaceAll("$1");
    }

    /** As the settings have it. */
    @Override
    public String toString() {
        return text;
    }
}
