package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that selects no class always passes, so each rule must find a class that is written to violate it. */
class ArchitectureRulesTest {
    /** For each rule, a package and the body of a class that violates it. */
    private static final Map<String, String[]> VIOLATIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("packagesHaveNoCycles", in("limit", "scf.websocket.gateway.journal.Violation other;")),
            Map.entry("filesHaveNoCycles", in("check", "Other other; } class Other { Violation back;")),
            Map.entry("nobodyKnowsTheAssembly", in("limit", "scf.websocket.gateway.GatewayMain main;")),
            Map.entry(
                    "connectionsKnowNoOtherRoom",
                    in("connection", "scf.websocket.gateway.invoke.FunctionInvoker invoker;")),
            Map.entry(
                    "handshakesDoNotKnowWhoPushesOrHowTheyAreConfigured",
                    in("handshake", "scf.websocket.gateway.push.PushDispatcher pushes;")),
            Map.entry("cleanupsDoNotKnowWhatEnded", in("cleanup", "scf.websocket.gateway.session.Session session;")),
            Map.entry(
                    "routesDoNotKnowWhoUsesThem", in("route", "scf.websocket.gateway.options.GatewayOptions options;")),
            Map.entry(
                    "pushesDoNotKnowTheOtherGateways",
                    in("push", "scf.websocket.gateway.cluster.ClusterDispatcher cluster;")),
            Map.entry("theClusterDoesNotKnowTheRoutes", in("cluster", "scf.websocket.gateway.route.Routes routes;")),
            Map.entry(
                    "theClusterDoesNotKnowItsAdapter",
                    in("cluster", "scf.websocket.gateway.cluster.redis.RedisCluster redis;")),
            Map.entry("onlyTheAdapterKnowsTheClientOfRedis", in("cluster", "io.lettuce.core.RedisClient client;")),
            Map.entry("toolsKnowNoRoom", in("http", "scf.websocket.gateway.session.Session session;")),
            Map.entry(
                    "callingFunctionsKnowsNothingOfSockets", in("invoke", "scf.websocket.gateway.http.HttpCall call;")),
            Map.entry(
                    "onlyTheCallsOfHttpTargetsKnowNettyAndItsClient",
                    in("invoke", "io.netty.channel.Channel channel;")),
            Map.entry(
                    "filesAreReplacedByOneClass",
                    in(
                            "journal",
                            "void move(java.nio.file.Path path) throws java.io.IOException {"
                                    + " java.nio.file.Files.move(path, path); }")),
            Map.entry("timeIsPassedIn", in("limit", "java.util.function.LongSupplier clock = System::nanoTime;")),
            Map.entry("theJdksHttpClientIsNotUsed", in("push", "java.net.http.HttpClient client;")),
            Map.entry(
                    "sessionsDoNotKnowWhoPushesOrHowTheyAreConfigured",
                    in("session", "scf.websocket.gateway.options.GatewayOptions options;")),
            Map.entry(
                    "theCommandLineIsKnownToTheAssemblyAndTheOptionsAlone",
                    in("security", "picocli.CommandLine commandLine;")),
            Map.entry(
                    "theWireContractIsAllThatIsSharedWithTheFunctions",
                    in("cluster", "scf.websocket.log.Violation log;")),
            Map.entry(
                    "onlyTheNamedInvokersKnowTheirTechnology",
                    in("route", "reactor.netty.http.client.HttpClient client;"))));

    @TempDir
    static Path folder;

    /** All classes, compiled and imported once: either takes a second. */
    private static JavaClasses classes;

    private static String[] in(String name, String body) {
        return new String[] {name, body};
    }

    static Stream<String> rules() {
        return Stream.of(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.getType() == ArchRule.class)
                .map(field -> field.getName());
    }

    /** Compiles the violations together with two classes that they refer to, one of which refers back. */
    @BeforeAll
    static void compile() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
        arguments.add(write(
                "scf.websocket.gateway.journal",
                "Violation",
                "scf.websocket.gateway.limit." + className("packagesHaveNoCycles") + " other;"));
        arguments.add(write("scf.websocket.log", "Violation", ""));
        for (Map.Entry<String, String[]> violation : VIOLATIONS.entrySet()) {
            String name = className(violation.getKey());
            String body = violation.getValue()[1].replace("{ Violation back", "{ " + name + " back");
            arguments.add(write("scf.websocket.gateway." + violation.getValue()[0], name, body));
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).as("it compiles").isZero();
        classes = new ClassFileImporter().importPath(folder);
    }

    /** The name of the class that violates a rule. Rules make exceptions for some names, so it says nothing. */
    private static String className(String rule) {
        return "Violation" + List.copyOf(VIOLATIONS.keySet()).indexOf(rule);
    }

    private static String write(String inPackage, String name, String body) throws IOException {
        Path file = folder.resolve(inPackage.replace('.', '/')).resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package " + inPackage + "; public class " + name + " { " + body + " }");
        return file.toString();
    }

    @Test
    void everyRuleHasAViolation() {
        assertThat(VIOLATIONS.keySet()).isEqualTo(rules().collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aViolationIsFound(String name) throws Exception {
        ArchRule rule = (ArchRule) ArchitectureTest.class.getDeclaredField(name).get(null);
        String violation = VIOLATIONS.get(name)[0] + "." + className(name);
        assertThat(rule.evaluate(classes).getFailureReport().getDetails())
                .anyMatch(detail -> Pattern.compile("\\b" + Pattern.quote(violation) + "\\b")
                        .matcher(detail)
                        .find());
    }
}
