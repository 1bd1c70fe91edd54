package scf.websocket.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code src} contains a build, and {@code handler} names a method in it that the runtime can call. */
final class CodeRule implements Rule {
    private static final Pattern HANDLER = Pattern.compile("([\\w.]+\\.\\w+)::(\\w+)");

    @Override
    public void check(Component component, DeployFiles files, Problems problems) {
        if (!component.is("scf") || component.input().isEmpty()) {
            return;
        }
        Fields fields = new Fields(component.input().get(), problems);
        Optional<YamlValue> src = fields.required("src", "it contains the code");
        Optional<YamlValue> handler = fields.required("handler", "it names the entry point");
        if (src.isEmpty() || handler.isEmpty()) {
            return;
        }
        if (!src.get().isScalar()) {
            problems.add(src.get(), "must be a folder");
            return;
        }
        Path builds = files.checkout().builds();
        Path folder =
                builds.resolve(component.folder()).resolve(src.get().text()).normalize();
        String name = builds.normalize().relativize(folder).toString().replace('\\', '/');
        if (!Files.isDirectory(folder) && files.checkout().mayBeUnbuilt().contains(name)) {
            return;
        }
        Optional<String> folderProblem =
                component.isWeb() ? bootstrapProblem(folder) : new FunctionFolder(folder).problem();
        if (folderProblem.isPresent()) {
            problems.add(src.get(), name + " " + folderProblem.get());
        } else if (!component.isWeb()) {
            checkHandler(component, handler.get(), new FunctionFolder(folder), problems);
        }
    }

    private static void checkHandler(Component component, YamlValue handler, FunctionFolder folder, Problems problems) {
        Matcher matcher = HANDLER.matcher(handler.text());
        if (!matcher.matches()) {
            problems.add(handler, "must be package.Class::method, but is '" + handler.text() + "'");
            return;
        }
        boolean java8 = component
                .input("runtime")
                .map(YamlValue::text)
                .filter("Java8"::equals)
                .isPresent();
        folder.handlerProblem(matcher.group(1), matcher.group(2), java8 ? 8 : 11)
                .ifPresent(problem -> problems.add(handler, problem));
    }

    private static Optional<String> bootstrapProblem(Path folder) {
        Path bootstrap = folder.resolve("scf_bootstrap");
        if (!Files.isDirectory(folder)) {
            return Optional.of("is not there: ./mvnw package builds it");
        }
        if (!Files.isExecutable(bootstrap)) {
            return Optional.of("has no executable scf_bootstrap");
        }
        try {
            String script = Files.readString(bootstrap, StandardCharsets.ISO_8859_1);
            return script.startsWith("#!") && !script.contains("\r")
                    ? Optional.empty()
                    : Optional.of(
                            "has an scf_bootstrap that Linux cannot execute: begin it with #!, without carriage returns");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
