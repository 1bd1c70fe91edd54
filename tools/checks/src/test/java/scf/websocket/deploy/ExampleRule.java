package scf.websocket.deploy;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;

/** Every variable of .env.example is used. */
final class ExampleRule {
    /** The variables that the framework's command reads itself. */
    private static final Set<String> OF_THE_FRAMEWORK = Set.of("TENCENT_SECRET_ID", "TENCENT_SECRET_KEY");

    private ExampleRule() {}

    static void check(DeployFiles files, Problems problems) {
        Set<String> used = new HashSet<>(OF_THE_FRAMEWORK);
        files.components().stream()
                .flatMap(component -> component.yaml().all())
                .flatMap(value -> Variables.ENVIRONMENT.matcher(value.text()).results())
                .map(MatchResult::group)
                .forEach(variable -> used.add(variable.substring("${env:".length(), variable.length() - 1)));
        for (EnvironmentExample.Variable variable : files.example().variables()) {
            if (!used.contains(variable.name())) {
                problems.add(EnvironmentExample.FILE, variable.line(), variable.name(), "is used by no serverless.yml");
            }
        }
    }
}
