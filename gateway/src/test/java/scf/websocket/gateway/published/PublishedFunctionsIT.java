package scf.websocket.gateway.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;

/** Published functions, unchanged: they chat, and each end of a connection leads to exactly one cleanup. */
@ExtendWith(Python.class)
@Execution(ExecutionMode.CONCURRENT)
class PublishedFunctionsIT {
    /** The causes that end all connections of a gateway at once; each has a test of its own. */
    private static final Set<CloseCause> GATEWAY_WIDE = Set.of(CloseCause.GATEWAY_CRASH, CloseCause.TAKEN_OVER);

    /** The causes that only functions which use extensions can bring about. */
    private static final Set<CloseCause> OF_EXTENSIONS = Set.of(CloseCause.DEADLINE);

    @TempDir
    Path folder;

    @Test
    void everyCauseOfTheProtocolOccurs() throws IOException {
        Set<String> covered = new TreeSet<>();
        for (GatewayScenarios gateway : GatewayScenarios.values()) {
            gateway.ends().keySet().forEach(cause -> covered.add(cause.wireName()));
            covered.add(gateway.atShutdown().wireName());
        }
        OF_EXTENSIONS.forEach(cause -> covered.add(cause.wireName()));
        GATEWAY_WIDE.forEach(cause -> covered.add(cause.wireName()));
        assertThat(covered)
                .isEqualTo(documented())
                .isEqualTo(Stream.of(CloseCause.values())
                        .map(CloseCause::wireName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The first column of the table of causes in the protocol document. */
    private static Set<String> documented() throws IOException {
        String protocol = Files.readString(Path.of("..", "docs", "protocol.md"));
        String from = protocol.substring(protocol.indexOf("| `cause` |"));
        return Pattern.compile("^\\| `([a-z-]+)` ", Pattern.MULTILINE)
                .matcher(from.substring(0, from.indexOf("\n\n")))
                .results()
                .map(row -> row.group(1))
                .filter(name -> !name.equals("cause"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource
    void eachEndOfAConnectionCausesOneCleanup(GatewayScenarios planned) {
        List<EndScenario> scenarios = new ArrayList<>();
        try (PublishedEnvironment environment = new PublishedEnvironment(planned.name(), folder)) {
            try (GatewayProcess gateway = environment.start(planned.options())) {
                Map<EndScenario, Consumer<EndScenario>> actions = new HashMap<>();
                for (FunctionHost host : environment.hosts()) {
                    planned.ends()
                            .forEach((cause, end) -> actions.put(scenario(environment, gateway, host, cause), end));
                }
                scenarios.addAll(actions.keySet());
                runAll(actions);
                scenarios.addAll(stop(environment, gateway, planned.atShutdown()));
            }
            assertThat(scenarios).allSatisfy(EndScenario::assertCleanedUpOnce);
            assertThat(environment.hosts())
                    .allSatisfy(host -> assertThat(host.stored()).isEmpty());
        }
    }

    private static EndScenario scenario(
            PublishedEnvironment environment, GatewayProcess gateway, FunctionHost host, CloseCause cause) {
        String marker = switch (cause) {
            case HANDSHAKE_ABANDONED -> "-HELD";
            case REGISTER_FAILED -> "-LOST";
            default -> "";
        };
        return new EndScenario(environment, gateway, host, cause, cause.wireName() + marker);
    }

    /** Runs all scenarios concurrently. */
    private static void runAll(Map<EndScenario, Consumer<EndScenario>> actions) {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        actions.forEach((scenario, end) -> runs.add(CompletableFuture.runAsync(() -> end.accept(scenario), threads)));
        threads.shutdown();
        Assertions.assertAll(runs.stream().map(run -> run::join));
    }

    /** Stops the gateway while each API has one open connection; each gets the close frame of the cause. */
    private static List<EndScenario> stop(PublishedEnvironment environment, GatewayProcess gateway, CloseCause cause) {
        List<EndScenario> scenarios = environment.hosts().stream()
                .map(host -> new EndScenario(environment, gateway, host, cause))
                .toList();
        List<RawWebSocket> clients = scenarios.stream().map(EndScenario::open).toList();
        gateway.terminate();
        for (int i = 0; i < clients.size(); i++) {
            scenarios.get(i).expectClose(clients.get(i));
            clients.get(i).close();
        }
        assertThat(gateway.awaitExit()).isZero();
        scenarios.forEach(EndScenario::awaitCleanup);
        return scenarios;
    }

    @Test
    @Tag("proof")
    void theNextRunCleansUpAfterACrashOfTheGateway() {
        String journal = "--journal=" + folder.resolve("journal");
        try (PublishedEnvironment environment = new PublishedEnvironment("crash", folder)) {
            List<EndScenario> scenarios = new ArrayList<>();
            try (GatewayProcess gateway = environment.start(journal)) {
                for (FunctionHost host : environment.hosts()) {
                    EndScenario first = new EndScenario(environment, gateway, host, CloseCause.GATEWAY_CRASH, "first");
                    EndScenario second =
                            new EndScenario(environment, gateway, host, CloseCause.GATEWAY_CRASH, "second");
                    chat(host.published(), first.connect(), second.connect());
                    scenarios.addAll(List.of(first, second));
                }
                gateway.kill();
            }
            try (GatewayProcess gateway = environment.start(journal)) {
                scenarios.forEach(EndScenario::awaitCleanup);
                gateway.terminate();
                assertThat(gateway.awaitExit()).isZero();
            }
            assertThat(environment.hosts())
                    .allSatisfy(host -> assertThat(host.stored()).isEmpty());
        }
    }

    private static void chat(PublishedFunctions published, TestClient first, TestClient second) {
        boolean greeted = published == PublishedFunctions.TEMPLATE;
        if (greeted) {
            assertThat(first.awaitTexts(1)).containsExactly("{\"welcome\":\"ann\"}");
            assertThat(second.awaitTexts(1)).containsExactly("{\"welcome\":\"ann\"}");
        }
        first.send("你好");
        String expected = switch (published) {
            case DOCUMENTS -> "\"\\u4f60\\u597d\"";
            case COS -> "你好 [2 online]";
            case TEMPLATE -> "{\"from\":\"ann\",\"text\":\"你好\"}";
        };
        assertThat(second.awaitTexts(greeted ? 2 : 1)).last().isEqualTo(expected);
        assertThat(first.texts()).as("the sender gets no copy").hasSize(greeted ? 1 : 0);
    }

    /** The other gateway takes the freeze for a crash and cleans up; the thawed gateway cleans up once more. */
    @Test
    @Tag("proof")
    void aGatewayThatWasDeclaredDeadClosesItsConnectionsAndCleansUpOnce() {
        try (RedisProcess redis = new RedisProcess();
                PublishedEnvironment environment = new PublishedEnvironment("taken-over", folder);
                GatewayProcess awake = environment.start("--redis=" + redis.url(), "--node-lease=3");
                GatewayProcess frozen = environment.startAnother("--redis=" + redis.url(), "--node-lease=3")) {
            List<EndScenario> scenarios = environment.hosts().stream()
                    .map(host -> new EndScenario(environment, frozen, host, CloseCause.TAKEN_OVER))
                    .toList();
            List<RawWebSocket> clients =
                    scenarios.stream().map(EndScenario::open).toList();
            frozen.freeze();
            for (FunctionHost host : environment.hosts()) {
                new EndScenario(environment, awake, host, CloseCause.GATEWAY_CRASH, CloseCause.TAKEN_OVER.wireName())
                        .awaitCleanup();
            }
            frozen.thaw();
            for (int i = 0; i < clients.size(); i++) {
                scenarios.get(i).expectClose(clients.get(i));
                clients.get(i).close();
            }
            scenarios.forEach(EndScenario::awaitCleanup);
            frozen.terminate();
            assertThat(frozen.awaitExit()).isZero();
            assertThat(scenarios)
                    .allSatisfy(scenario -> assertThat(scenario.cleanups())
                            .extracting(Invocation::cause)
                            .containsExactly("gateway-crash", "taken-over"));
        }
    }
}
