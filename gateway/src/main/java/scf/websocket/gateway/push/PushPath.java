package scf.websocket.gateway.push;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a push: {@code /API-ID}, or {@code /SECRET/API-ID} for callers that know nothing but a URL. Slashes too many, which
 * come from joining a base and a path, do not matter.
 *
 * @param secret what stands before the id; empty for nothing
 * @param isExact whether there is no slash too many
 */
public record PushPath(String secret, String apiId, boolean isExact) {
    private static final Pattern FORM = Pattern.compile("/+(?:([^/]+)(/+))?([^/]+)/*");
    private static final Pattern SECRET = Pattern.compile("/+([^/]+)/+[^/]");

    /** Empty for a path of another form. */
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

    /** What stands where a secret may, in front of an id or of anything else. */
    public static Optional<String> secret(String path) {
        Matcher matcher = SECRET.matcher(path);
        return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return (secret.isEmpty() ? "/" : "/***/") + apiId;
    }
}
