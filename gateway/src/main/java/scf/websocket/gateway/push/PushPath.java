package scf.websocket.gateway.push;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a push: {@code /API-ID}, or {@code /SECRET/API-ID} for callers that accept only a URL. Tolerates extra
 * slashes from joining a base and a path.
 *
 * @param secret the segment before the id; empty if there is none
 * @param isExact whether there are no extra slashes
 */
public record PushPath(String secret, String apiId, boolean isExact) {
    private static final Pattern FORM = Pattern.compile("/+(?:([^/]+)(/+))?([^/]+)/*");
    private static final Pattern SECRET = Pattern.compile("/+([^/]+)/+[^/]");

    /** Returns empty if the path has another format. */
    public static Optional<PushPath> parse(String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String secret = matcher.group(1) == null ? "" : matcher.group(1);
        String apiId = matcher.group(3);
        boolean isExact = path.equals(secret.isEmpty() ? "/" + apiId : "/" + secret + "/" + apiId);
        return Optional.of(new PushPath(secret, apiId, isExact));
    }

    /** Returns the first segment, where a secret may be, whatever follows it. */
    public static Optional<String> secret(String path) {
        Matcher matcher = SECRET.matcher(path);
        return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Masks the secret. */
    @Override
    public String toString() {
        return (secret.isEmpty() ? "/" : "/***/") + apiId;
    }
}
