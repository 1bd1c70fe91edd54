package scf.websocket.gateway.invoke;

import java.util.regex.Pattern;

/** {@code jar:PATH!package.Class::method}. */
final class JarTarget {
    static final Pattern PATTERN = Pattern.compile("jar:(.+)!([\\w.$]+)::(\\w+)");

    private JarTarget() {}
}
