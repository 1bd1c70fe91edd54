package scf.websocket.deploy;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Variables are defined: environment variables in .env.example, outputs by an existing instance. */
final class VariablesRule implements Rule {
    private static final Pattern OUTPUT =
            Pattern.compile("\\$\\{output:(\\$\\{stage}|[\\w-]+):(\\$\\{app}|[\\w-]+):([\\w-]+)\\.([^}]*)}");

    /** The outputs of the scf component, as on Tencent's page about it. */
    private static final Set<String> FUNCTION_OUTPUTS = Set.of(
            "type",
            "functionName",
            "description",
            "namespace",
            "runtime",
            "handler",
            "memorySize",
            "lastVersion",
            "traffic");

    @Override
    public void check(Component component, DeployFiles files, Problems problems) {
        component.yaml().all().filter(YamlValue::isScalar).forEach(value -> check(value, component, files, problems));
    }

    private static void check(YamlValue value, Component component, DeployFiles files, Problems problems) {
        OUTPUT.matcher(value.text())
                .results()
                .forEach(output -> checkOutput(value, output, component, files, problems));
        String rest = OUTPUT.matcher(value.text()).replaceAll("");
        Variables.ENVIRONMENT
                .matcher(rest)
                .results()
                .filter(match -> files.example().value(match.group(1)).isEmpty())
                .forEach(match -> problems.add(value, match.group() + " is not in " + EnvironmentExample.FILE));
        String unknown = Variables.SHARED
                .matcher(Variables.ENVIRONMENT.matcher(rest).replaceAll(""))
                .replaceAll("");
        if (unknown.contains("${")) {
            problems.add(
                    value,
                    "must use ${env:NAME}, ${stage}, ${app}, ${name} or ${output:${stage}:${app}:INSTANCE.KEY}, but is '"
                            + value.text() + "'");
        }
    }

    private static void checkOutput(
            YamlValue value, MatchResult output, Component component, DeployFiles files, Problems problems) {
        String instance = output.group(3);
        String key = output.group(4);
        if (instance.equals(component.name())) {
            problems.add(value, output.group() + " is an output of the instance itself");
        } else if (files.component(instance).filter(found -> found.is("scf")).isEmpty()) {
            problems.add(value, output.group() + " refers to an unknown instance: '" + instance + "'");
        } else if (!FUNCTION_OUTPUTS.contains(key)) {
            problems.add(value, output.group() + " is not an output of a function: '" + key + "'");
        }
    }
}
