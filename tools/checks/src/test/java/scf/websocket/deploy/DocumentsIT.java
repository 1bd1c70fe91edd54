package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.deploy.EnvironmentExample.Variable;

/** The pages about deployment name existing handlers, variables, values and files. */
class DocumentsIT {
    private static final Pattern HANDLER = Pattern.compile("[a-z]\\w*(\\.\\w+)+::\\w+");
    private static final Pattern VARIABLE = Pattern.compile("\\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\\b");
    private static final Pattern JAR = Pattern.compile("([\\w-]+/)+target/[\\w-]+\\.jar");

    /** The directories of the deploy files by the function's name on the console page. */
    private static final Map<String, String> FOLDERS = Map.of(
            "ws_register", "register-fn",
            "ws_transmission", "transmission-fn",
            "ws_delete", "cleanup-fn",
            "ws_sweep", "sweep-fn");

    private static final DeployFiles FILES =
            DeployFiles.read(new Checkout(Checkout.root(), Checkout.root(), Set.of()), new Problems());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/deploy-console.md",
                "docs/deploy-serverless.md",
                "docs/database.md",
                "docs/legacy-apigateway/README.md",
                "docs/zh-CN/deploy-console.md",
                "docs/zh-CN/deploy-serverless.md"
            })
    void nameOnlyWhatExists(String name) {
        Document document = Document.read(name);
        assertThat(handlers()).containsAll(document.code(HANDLER));
        assertThat(variables()).containsAll(document.code(VARIABLE));
        assertThat(document.code(JAR))
                .allSatisfy(jar -> assertThat(Checkout.root().resolve(jar)).isRegularFile());
    }

    @ParameterizedTest
    @EnumSource
    void theConsolePageHasEveryHandlerWithItsJarMemoryAndLimits(ConsolePage page) {
        for (Map<String, String> row : page.table("handler")) {
            Component component =
                    FILES.component(FOLDERS.get(row.get(page.say("function")))).orElseThrow();
            Map<String, String> expected = new LinkedHashMap<>();
            expected.put(page.say("function"), row.get(page.say("function")));
            expected.put(page.say("code"), jar(component));
            expected.put(page.say("handler"), input(component, "handler"));
            expected.put(page.say("memory"), input(component, "memorySize") + " MB");
            expected.put(page.say("time limit"), page.say("%s s", input(component, "timeout")));
            expected.put(page.say("initialization limit"), page.say("%s s", input(component, "initTimeout")));
            assertThat(row).isEqualTo(expected);
        }
        assertThat(page.table("handler")).hasSameSizeAs(FOLDERS.keySet());
    }

    @ParameterizedTest
    @EnumSource
    void theConsolePageGivesEachFunctionTheVariablesOfItsDeployFile(ConsolePage page) {
        Map<String, Set<String>> crosses =
                FOLDERS.keySet().stream().collect(Collectors.toMap(function -> function, function -> new HashSet<>()));
        for (Map<String, String> row : page.table("variable")) {
            crosses.forEach((function, variables) -> {
                if (row.get(function).equals("x")) {
                    variables.add(row.get(page.say("variable")));
                }
            });
        }
        FOLDERS.forEach((function, folder) -> assertThat(crosses.get(function))
                .as(function)
                .isEqualTo(environment(FILES.component(folder).orElseThrow()).keySet()));
    }

    @ParameterizedTest
    @EnumSource
    void theConsolePageHasTheWebFunctionsVariablesAndNumbers(ConsolePage page) {
        Component web = FILES.component("web-fn").orElseThrow();
        assertThat(page.read().code()).containsAll(environment(web).keySet());
        assertThat(page.read().text())
                .contains(row(page, "execution time-out", input(web, "timeout")))
                .contains(row(page, "initialization time-out", input(web, "initTimeout")))
                .contains(page.say("on, %s s.", idle(web)))
                .contains(page.say("custom static concurrency, %s", concurrency(web)));
    }

    @ParameterizedTest
    @EnumSource
    void theConsolePageHasTheTimerOfTheDeployFile(ConsolePage page) {
        YamlValue timer = FILES.component("sweep-fn")
                .flatMap(sweep -> sweep.input("events"))
                .map(events -> events.items().get(0))
                .flatMap(event -> event.at("timer", "parameters"))
                .orElseThrow();
        assertThat(page.read().code())
                .contains(timer.at("cronExpression").orElseThrow().text())
                .contains(timer.at("name").orElseThrow().text());
    }

    private static String row(ConsolePage page, String label, String seconds) {
        return "| " + page.say(label) + " | " + page.say("%s s", seconds) + " |";
    }

    private static Set<String> handlers() {
        return FILES.components().stream()
                .flatMap(component -> component.input("handler").stream())
                .map(YamlValue::text)
                .collect(Collectors.toSet());
    }

    private static Set<String> variables() {
        Set<String> variables = KnownVariables.all();
        FILES.example().variables().stream().map(Variable::name).forEach(variables::add);
        return variables;
    }

    /** Returns the jar that {@code src} is unpacked from. */
    private static String jar(Component component) {
        Path module =
                Path.of(component.folder()).resolve(input(component, "src")).normalize();
        String name = module.getName(0).toString();
        return name + "/target/" + name + ".jar";
    }

    private static Map<String, YamlValue> environment(Component component) {
        return component.input("environment", "variables").orElseThrow().entries();
    }

    private static String input(Component component, String... keys) {
        return component.input(keys).orElseThrow().text();
    }

    private static String idle(Component component) {
        return input(component, "protocolParams", "wsParams", "idleTimeOut");
    }

    private static String concurrency(Component component) {
        return input(component, "instanceConcurrencyConfig", "maxConcurrency");
    }
}
