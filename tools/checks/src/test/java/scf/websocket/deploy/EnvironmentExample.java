package scf.websocket.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of {@code .env.example}, in the format of the framework's dotenv 8: one per line, without trailing
 * comments. Immutable.
 */
final class EnvironmentExample {
    static final String FILE = ".env.example";

    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z][A-Za-z0-9_]*)=(.*)");

    private final Map<String, Variable> variables;

    private EnvironmentExample(Map<String, Variable> variables) {
        this.variables = variables;
    }

    /** A variable with its value, which is empty if the user must set it. */
    record Variable(String name, String value, int line) {}

    static EnvironmentExample read(Path root, Problems problems) {
        Path path = root.resolve(FILE);
        if (!Files.isRegularFile(path)) {
            problems.add(FILE, 1, "file", "is missing");
            return new EnvironmentExample(Map.of());
        }
        try {
            return parse(Files.readAllLines(path), problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EnvironmentExample parse(List<String> lines, Problems problems) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        boolean explained = false;
        int number = 0;
        for (String line : lines) {
            number++;
            Matcher matcher = VARIABLE.matcher(line);
            if (matcher.matches()) {
                Variable variable = new Variable(matcher.group(1), matcher.group(2), number);
                check(variable, explained, variables.put(variable.name(), variable) != null, problems);
            } else if (line.isBlank()) {
                explained = false;
            } else if (line.startsWith("#")) {
                explained = true;
            } else {
                problems.add(FILE, number, line, "must be a comment or NAME=value");
            }
        }
        return new EnvironmentExample(variables);
    }

    private static void check(Variable variable, boolean explained, boolean twice, Problems problems) {
        if (!explained) {
            problems.add(FILE, variable.line(), variable.name(), "needs a comment above it that describes it");
        }
        if (twice) {
            problems.add(FILE, variable.line(), variable.name(), "must appear only once");
        }
        if (variable.value().contains(" #")) {
            problems.add(
                    FILE,
                    variable.line(),
                    variable.name(),
                    "must have its comment on the line above: here it is part of the value");
        }
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).map(Variable::value);
    }

    List<Variable> variables() {
        return List.copyOf(variables.values());
    }
}
