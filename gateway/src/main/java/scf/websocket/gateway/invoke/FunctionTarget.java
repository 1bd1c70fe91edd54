package scf.websocket.gateway.invoke;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The target of a function, as given on the command line. */
public sealed interface FunctionTarget {
    /** The syntax that {@link #parse} accepts, for messages. */
    String FORMS =
            "jar:PATH!package.Class::method, http(s)://HOST[:PORT]/PATH, or scf:REGION/NAMESPACE/FUNCTION[:QUALIFIER]";

    /** Returns the part of {@link #parse}'s text before the first colon; {@code none} for no function. */
    default String scheme() {
        String text = toString();
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    /** A handler in a jar, which runs in this process. */
    record Jar(Path path, String className, String methodName) implements FunctionTarget {
        @Override
        public String toString() {
            return "jar:" + path + "!" + className + "::" + methodName;
        }
    }

    /** A Function URL, or any endpoint that accepts the event as the body of a POST. */
    record Http(URI uri) implements FunctionTarget {
        @Override
        public String toString() {
            // The query of a URL often contains tokens.
            return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
        }
    }

    /**
     * A function on SCF, invoked with the API's {@code Invoke}.
     *
     * @param qualifier a version or an alias; null for the function's default
     */
    record Scf(
            String region,
            String namespace,
            String function,
            @Nullable String qualifier) implements FunctionTarget {
        @Override
        public String toString() {
            return "scf:" + region + "/" + namespace + "/" + function + (qualifier == null ? "" : ":" + qualifier);
        }
    }

    /** Explicitly no function. */
    record None() implements FunctionTarget {
        static final String NAME = "none";

        @Override
        public String toString() {
            return NAME;
        }
    }

    /**
     * @throws IllegalArgumentException with a message for the user if the text is neither {@code none} nor one of the
     * {@link #FORMS}
     */
    static FunctionTarget parse(String text) {
        if (text.equals(None.NAME)) {
            return new None();
        }
        if (text.startsWith("jar:")) {
            return parseJar(text);
        }
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return parseHttp(text);
        }
        if (text.startsWith("scf:")) {
            return parseScf(text);
        }
        throw new IllegalArgumentException("'" + text + "' is not a target; expected " + FORMS + ", or " + None.NAME);
    }

    private static FunctionTarget parseJar(String text) {
        Matcher matcher = JarTarget.PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not of the form jar:PATH!package.Class::method");
        }
        try {
            return new Jar(Path.of(matcher.group(1)), matcher.group(2), matcher.group(3));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' does not name a file");
        }
    }

    private static FunctionTarget parseHttp(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null) {
                return new Http(uri);
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the message below.
        }
        throw new IllegalArgumentException("'" + text + "' is not a URL that can be called");
    }

    private static FunctionTarget parseScf(String text) {
        Matcher matcher = ScfTarget.PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is not of the form scf:REGION/NAMESPACE/FUNCTION[:QUALIFIER], such as scf:ap-guangzhou/default/register");
        }
        return new Scf(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
    }
}
