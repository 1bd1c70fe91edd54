package scf.websocket.deploy;

import java.util.Optional;

/**
 * A folder that can be deployed.
 *
 * @param folder path below the root
 * @param yaml the whole of its serverless.yml
 */
record Component(String folder, YamlValue yaml) {
    String file() {
        return yaml.file();
    }

    /** The name of the instance; empty if there is none. */
    String name() {
        return yaml.at("name").map(YamlValue::text).orElse("");
    }

    boolean is(String component) {
        return yaml.at("component")
                .map(YamlValue::text)
                .filter(component::equals)
                .isPresent();
    }

    /** Whether it is deployed with the root, whose app, stage and org it then has. */
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
