package scf.websocket.deploy;

import java.util.Optional;

/**
 * A directory that can be deployed.
 *
 * @param folder the path below the root
 * @param yaml its complete serverless.yml
 */
record Component(String folder, YamlValue yaml) {
    String file() {
        return yaml.file();
    }

    /** Returns the name of the instance; empty if there is none. */
    String name() {
        return yaml.at("name").map(YamlValue::text).orElse("");
    }

    boolean is(String component) {
        return yaml.at("component")
                .map(YamlValue::text)
                .filter(component::equals)
                .isPresent();
    }

    /** Returns whether it is deployed together with the root, whose app, stage and org it inherits. */
    boolean belowRoot() {
        return !folder.contains("/");
    }

    Optional<YamlValue> input(String... keys) {
        return yaml.at("inputs").flatMap(inputs -> inputs.at(keys));
    }

    boolean isWeb() {
        return input("type").map(YamlValue::text).filter("web"::equals).isPresent();
    }
}
