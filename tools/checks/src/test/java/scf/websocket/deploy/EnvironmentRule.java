package scf.websocket.deploy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;

/** Environment variables are valid in SCF, known to the program, and complete. */
final class EnvironmentRule implements Rule {
    private static final String NAME = "[A-Za-z][A-Za-z0-9_]{1,63}";
    private static final String RESERVED = "(SCF|QCLOUD|TENCENTCLOUD)_.*";
    private static final int MAX_BYTES = 4096;

    private static final Set<String> MYSQL = Set.of(Setting.DB_HOST.name(), Setting.DB_USER.name());
    private static final Set<String> COS = Set.of(Setting.COS_BUCKET.name());

    @Override
    public void check(Component component, DeployFiles files, Problems problems) {
        if (!component.is("scf") || component.input().isEmpty()) {
            return;
        }
        Optional<YamlValue> environment = component.input("environment");
        environment.ifPresent(value -> new Fields(value, problems).onlyKnown(Set.of("variables")));
        Optional<YamlValue> given = component.input("environment", "variables");
        given.ifPresent(variables -> variables.entryList().forEach(each -> checkOne(each, component, problems)));
        given.ifPresent(variables -> checkAll(variables, new Variables(component, files), problems));
        for (String name : required(component)) {
            if (given.flatMap(variables -> variables.at(name)).isEmpty()) {
                int line = environment.map(YamlValue::line).orElse(1);
                problems.add(
                        component.file(),
                        line,
                        "inputs.environment.variables." + name,
                        "is missing: " + Setting.valueOf(name).meaning());
            }
        }
    }

    private static void checkOne(YamlValue variable, Component component, Problems problems) {
        String name = variable.lastKey();
        if (!name.matches(NAME)) {
            problems.add(variable, "must be a name of 2 to 64 letters, digits and _, a letter first");
        } else if (name.matches(RESERVED)) {
            problems.add(variable, "must not begin with SCF_, QCLOUD_ or TENCENTCLOUD_, which are SCF's own");
        } else if (!KnownVariables.of(component).contains(name)) {
            problems.add(variable, "is not a setting of this function: docs/settings.md lists them all");
        }
        if (!variable.isScalar() || variable.isNull() || variable.text().isEmpty()) {
            problems.add(variable, "must have a value");
        }
    }

    private static void checkAll(YamlValue variables, Variables known, Problems problems) {
        Map<String, String> values = new HashMap<>();
        int bytes = 0;
        for (YamlValue variable : variables.entryList()) {
            String value = known.resolve(variable.text());
            values.put(variable.lastKey(), value);
            bytes += (variable.lastKey() + value).getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > MAX_BYTES) {
            problems.add(
                    variables, "must be at most " + MAX_BYTES + " bytes in all, names and values, but are " + bytes);
        }
        try {
            Settings.of(values);
        } catch (SettingsException e) {
            variables.at(e.variable()).ifPresent(variable -> problems.add(variable, e.getMessage()));
        }
    }

    /**
     * Returns the settings without a default for the selected connection store, for pushes if the function pushes, and for
     * the HTTP API if it is that.
     */
    private static Set<String> required(Component component) {
        String store = component
                .input("environment", "variables", Setting.CONNECTION_STORE.name())
                .map(YamlValue::text)
                .orElse("mysql");
        Set<String> required = new TreeSet<>(store.equals("cos") ? COS : MYSQL);
        if (pushes(component)) {
            required.add(Setting.PUSH_URL.name());
        }
        if (hasHandler(component, "ApiFunction")) {
            required.add(Setting.API_KEY.name());
        }
        return required;
    }

    private static boolean pushes(Component component) {
        boolean extended = component
                .input("environment", "variables", Setting.PUSH_EXTENDED.name())
                .map(YamlValue::text)
                .filter("true"::equals)
                .isPresent();
        return extended
                || hasHandler(component, "TransmissionFunction")
                || hasHandler(component, "ApiFunction")
                || component.isWeb();
    }

    private static boolean hasHandler(Component component, String name) {
        return component
                .input("handler")
                .map(YamlValue::text)
                .filter(handler -> handler.contains(name))
                .isPresent();
    }
}
