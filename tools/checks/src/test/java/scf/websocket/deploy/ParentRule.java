package scf.websocket.deploy;

import java.util.Optional;
import java.util.Set;

/** The root's serverless.yml contains shared values only, and nothing deployable. */
final class ParentRule {
    private static final Set<String> KEYS = Set.of("app", "stage", "org");

    /** A part of the functions' names, in the same format. */
    private static final String NAME = "[a-z][a-z0-9-]{0,30}[a-z0-9]";

    private ParentRule() {}

    static void check(DeployFiles files, Problems problems) {
        Optional<YamlValue> parent = files.parent();
        if (parent.isEmpty()) {
            problems.add(DeployFiles.FILE, 1, "file", "is missing or not yaml: it defines what the folders share");
            return;
        }
        Fields fields = new Fields(parent.get(), problems);
        fields.onlyKnown(KEYS);
        for (String key : KEYS) {
            Optional<YamlValue> value = fields.required(key, "the folders inherit it");
            if (!key.equals("org")) {
                value.filter(found -> !found.text().matches(NAME))
                        .ifPresent(found -> problems.add(
                                found,
                                "must be 2 to 32 lower-case letters, digits and dashes, but is '" + found.text()
                                        + "'"));
            }
        }
    }
}
