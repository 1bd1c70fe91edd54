package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.testing.architecture.Violations;
import scf.websocket.testing.architecture.Violations.Violation;

/** A rule that selects no class always passes, so each rule must find a class that is written to violate it. */
class ArchitectureRulesTest {
    /** For each rule, a package and the body of a class that violates it. */
    private static final Map<String, Violation> VIOLATIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("packagesHaveNoCycles", in("limit", "scf.websocket.gateway.journal.Violation other;")),
            Map.entry("filesHaveNoCycles", in("check", "Other other; } class Other { @filesHaveNoCycles back;")),
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
            Map.entry("tailsDoNotKnowWhoPushes", in("tail", "scf.websocket.gateway.push.PushOrder order;")),
            Map.entry(
                    "extensionsAreReadWithoutKnowingWhoAppliesThem",
                    in("extension", "scf.websocket.gateway.session.Session session;")),
            Map.entry("theClusterDoesNotKnowTheRoutes", in("cluster", "scf.websocket.gateway.route.Routes routes;")),
            Map.entry(
                    "theClusterDoesNotKnowItsAdapter",
                    in("cluster", "scf.websocket.gateway.cluster.redis.RedisCluster redis;")),
            Map.entry("onlyTheAdapterKnowsTheClientOfRedis", in("cluster", "io.lettuce.core.RedisClient client;")),
            Map.entry(
                    "connectingToRedisKnowsNothingOfTheNodes",
                    in("redis", "scf.websocket.gateway.connection.NodeId node;")),
            Map.entry("toolsKnowNoRoom", in("http", "scf.websocket.gateway.session.Session session;")),
            Map.entry(
                    "theConsoleIsKnownToTheAssemblyAlone", in("admin", "scf.websocket.gateway.console.Console other;")),
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

    /** Classes that the violations refer to, one of which refers back. */
    private static final Map<String, String> OTHERS = Map.of(
            "scf.websocket.gateway.journal",
            "scf.websocket.gateway.limit.@packagesHaveNoCycles other;",
            "scf.websocket.log",
            "");

    @TempDir
    static Path folder;

    private static Violations violations;

    private static Violation in(String name, String body) {
        return new Violation("scf.websocket.gateway." + name, body);
    }

    static Stream<String> rules() {
        return Violations.rules(ArchitectureTest.class);
    }

    @BeforeAll
    static void compile() throws IOException {
        violations = Violations.compile(folder, VIOLATIONS, OTHERS);
    }

    @Test
    void everyRuleHasAViolation() {
        assertThat(VIOLATIONS.keySet()).isEqualTo(rules().collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aViolationIsFound(String name) throws Exception {
        ArchRule rule = (ArchRule) ArchitectureTest.class.getDeclaredField(name).get(null);
        assertThat(violations.isFoundBy(rule, name)).isTrue();
    }
}
