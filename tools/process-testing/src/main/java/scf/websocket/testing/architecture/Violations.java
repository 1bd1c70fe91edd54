package scf.websocket.testing.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Classes that each violate one architecture rule, compiled and imported together: either takes a second. Immutable. */
public final class Violations {
    private static final Pattern REFERENCE = Pattern.compile("@(\\w+)");

    private final Map<String, Violation> byRule;
    private final List<String> rules;
    private final JavaClasses classes;

    /**
     * A class that violates a rule.
     *
     * @param inPackage where it is
     * @param body its members; {@code @rule} is the simple name of the class that violates that rule
     */
    public record Violation(String inPackage, String body) {}

    private Violations(Path folder, Map<String, Violation> byRule, Map<String, String> others) throws IOException {
        this.byRule = new TreeMap<>(byRule);
        this.rules = List.copyOf(this.byRule.keySet());
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
        for (Map.Entry<String, String> other : others.entrySet()) {
            arguments.add(write(folder, other.getKey(), "Violation", other.getValue()));
        }
        for (Map.Entry<String, Violation> entry : this.byRule.entrySet()) {
            Violation violation = entry.getValue();
            arguments.add(write(folder, violation.inPackage(), className(entry.getKey()), violation.body()));
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new AssertionError("the violations do not compile");
        }
        this.classes = new ClassFileImporter().importPath(folder);
    }

    /**
     * Compiles and imports the classes.
     *
     * @param folder for sources and classes, empty
     * @param byRule by the name of the rule
     * @param others bodies of classes named {@code Violation} that the others refer to, by package
     */
    public static Violations compile(Path folder, Map<String, Violation> byRule, Map<String, String> others)
            throws IOException {
        return new Violations(folder, byRule, others);
    }

    /** The names of the rules that a class declares as fields. */
    public static Stream<String> rules(Class<?> tests) {
        return Stream.of(tests.getDeclaredFields())
                .filter(field -> field.getType() == ArchRule.class)
                .map(field -> field.getName());
    }

    /** Whether the rule reports the class that is written to violate it. */
    public boolean isFoundBy(ArchRule rule, String name) {
        Violation violation = byRule.get(name);
        if (violation == null) {
            return false;
        }
        Pattern found = Pattern.compile("\\b" + Pattern.quote(violation.inPackage() + "." + className(name)) + "\\b");
        return rule.evaluate(classes).getFailureReport().getDetails().stream()
                .anyMatch(detail -> found.matcher(detail).find());
    }

    /** Rules make exceptions for some names, so the name says nothing. */
    private String className(String rule) {
        return "Violation" + rules.indexOf(rule);
    }

    private String write(Path folder, String inPackage, String name, String body) throws IOException {
        Path file = folder.resolve(inPackage.replace('.', '/')).resolve(name + ".java");
        Files.createDirectories(file.getParent());
        String members = REFERENCE.matcher(body).replaceAll(rule -> className(rule.group(1)));
        Files.writeString(file, "package " + inPackage + "; public class " + name + " { " + members + " }");
        return file.toString();
    }
}
