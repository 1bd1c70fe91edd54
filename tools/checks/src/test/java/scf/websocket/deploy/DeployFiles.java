package scf.websocket.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The deploy files of a checkout. Immutable. */
record DeployFiles(
        Checkout checkout, Optional<YamlValue> parent, List<Component> components, EnvironmentExample example) {
    static final String FILE = "serverless.yml";

    private static final String LEGACY = "docs/legacy-apigateway";

    static DeployFiles read(Checkout checkout, Problems problems) {
        List<Component> components = new ArrayList<>();
        for (String folder : folders(checkout.files())) {
            YamlFiles.read(checkout.files(), folder + "/" + FILE, problems)
                    .ifPresent(yaml -> components.add(new Component(folder, yaml)));
        }
        return new DeployFiles(
                checkout,
                YamlFiles.read(checkout.files(), FILE, problems),
                List.copyOf(components),
                EnvironmentExample.read(checkout.files(), problems));
    }

    /** Returns the directories that a deploy of the root includes, and the one that it must not. */
    private static List<String> folders(Path root) {
        try (Stream<Path> entries = Files.list(root)) {
            Stream<String> below = entries.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted();
            return Stream.concat(below, Stream.of(LEGACY)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Component> component(String name) {
        return components.stream()
                .filter(component -> component.name().equals(name))
                .findFirst();
    }

    /** Returns the root's value of a key, for variables such as ${stage}. */
    String shared(String key) {
        return parent.flatMap(yaml -> yaml.at(key)).map(YamlValue::text).orElse("");
    }
}
