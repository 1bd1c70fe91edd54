package scf.websocket.deploy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each directory names its component and its instance, and inherits app, stage and org from the root. */
final class ComponentRule implements Rule {
    private static final Set<String> COMPONENTS = Set.of("scf", "apigateway");

    private static final List<String> SHARED = List.of("app", "stage", "org");

    @Override
    public void check(Component component, DeployFiles files, Problems problems) {
        Fields fields = new Fields(component.yaml(), problems);
        Set<String> keys = new HashSet<>(Set.of("component", "name", "inputs", "globalOptions"));
        if (!component.belowRoot()) {
            keys.addAll(SHARED);
        }
        fields.onlyKnown(keys);
        fields.text("component", COMPONENTS, "it says what is deployed");
        component
                .yaml()
                .at("component")
                .filter(found -> found.text().equals("multi-scf"))
                .ifPresent(found -> problems.add(found, "multi-scf silently drops environment.variables"));
        fields.required("inputs", "they define what is deployed");
        fields.required("name", "it names the instance, for ${name} and ${output:…}")
                .filter(name -> !name.text().matches("[A-Za-z][\\w-]*"))
                .ifPresent(name -> problems.add(
                        name, "must be letters, digits, - and _, a letter first, but is '" + name.text() + "'"));
        checkUnique(component, files, problems);
        if (!component.belowRoot()) {
            SHARED.forEach(key -> checkShared(key, component, files, problems));
        }
    }

    private static void checkUnique(Component component, DeployFiles files, Problems problems) {
        boolean taken = files.components().stream()
                .anyMatch(other -> !other.folder().equals(component.folder())
                        && other.name().equals(component.name()));
        if (taken) {
            component.yaml().at("name").ifPresent(name -> problems.add(name, "is also the name of another folder"));
        }
    }

    /**
     * A directory outside the root's deployment must repeat the root's values, or ${output:…} refers to the wrong
     * instance.
     */
    private static void checkShared(String key, Component component, DeployFiles files, Problems problems) {
        new Fields(component.yaml(), problems)
                .required(key, "the root, which has it, is not the parent of this folder")
                .filter(value -> !value.text().equals(files.shared(key)))
                .ifPresent(value -> problems.add(
                        value, "must be '" + files.shared(key) + "', as in the root, but is '" + value.text() + "'"));
    }
}
