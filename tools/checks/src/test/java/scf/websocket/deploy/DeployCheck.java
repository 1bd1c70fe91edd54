package scf.websocket.deploy;

import java.util.List;

/** Checks the deploy files of a checkout. The framework has no validator that works without an account. */
final class DeployCheck {
    private static final List<Rule> RULES = List.of(
            new ComponentRule(),
            new FunctionRule(),
            new WebFunctionRule(),
            new CodeRule(),
            new EnvironmentRule(),
            new TriggerRule(),
            new VariablesRule(),
            new LegacyGatewayRule());

    private DeployCheck() {}

    /** Returns the problems, sorted by file and line; empty if there are none. */
    static List<Problem> problems(Checkout checkout) {
        Problems problems = new Problems();
        DeployFiles files = DeployFiles.read(checkout, problems);
        ParentRule.check(files, problems);
        for (Component component : files.components()) {
            RULES.forEach(rule -> rule.check(component, files, problems));
        }
        ExampleRule.check(files, problems);
        return problems.all();
    }
}
