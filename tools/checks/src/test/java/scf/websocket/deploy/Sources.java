package scf.websocket.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The source of all messages: the text of compiled code, of shipped scripts, and of {@code ./run}. Immutable. */
record Sources(String text) {
    /** The concatenation of two string literals. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

    /** An expression between two parts of a message. */
    private static final String SOMETHING = "[\\s\\S]{0,200}?";

    /** Matches Java sources and scripts, which have no suffix here; excludes translations. */
    private static final Pattern PROGRAM = Pattern.compile("\\.java$|/[^./]+$");

    /** Reads this project. */
    static Sources read() {
        StringBuilder all = new StringBuilder();
        try {
            all.append(Files.readString(Checkout.root().resolve("run")));
            for (Path file : ProjectFiles.all()) {
                String path = Checkout.root().relativize(file).toString().replace('\\', '/');
                if (path.contains("/src/")
                        && !path.contains("/test/")
                        && PROGRAM.matcher(path).find()) {
                    all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Sources(JOINT.matcher(all).replaceAll(""));
    }

    /** Returns whether a program prints the message, in which {@code …} matches anything. */
    boolean say(String message) {
        String pattern = Stream.of(message.split("…"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Pattern::quote)
                .collect(Collectors.joining(SOMETHING));
        return Pattern.compile(pattern).matcher(text).find();
    }

    /** Returns all matches of the first group of a pattern. */
    Set<String> find(Pattern pattern) {
        return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
