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

/** Functions as they were published: they chat, and however a connection ends they clean up, once, and forget it. */
@ExtendWith(Python.class)
@Execution(ExecutionMode.CONCURRENT)
class PublishedFunctionsIT {
    /** The ends that come to all connections of a gateway at once, each played by a test of its own. */
    private static final Set<CloseCause> WITH_A_GATEWAY = Set.of(CloseCause.GATEWAY_CRASH, CloseCause.TAKEN_OVER);

    @TempDir
    Path folder;

    @Test
    void everyCauseOfTheProtocolIsPlayed() throws IOException {
        Set<String> played = new TreeSet<>();
        for (EndsOfOneGateway gateway : EndsOfOneGateway.values()) {
            gateway.ends().keySet().forEach(cause -> played.add(cause.wireName()));
            played.add(gateway.last().wireName());
        }
        WITH_A_GATEWAY.forEach(cause -> played.add(cause.wireName()));
        assertThat(played)
                .isEqualTo(documented())
                .isEqualTo(Stream.of(CloseCause.values())
                        .map(CloseCause::wireName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The first column of the table of causes. */
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
    void afterEachEndOfAConnectionThereIsOneCleanup(EndsOfOneGateway played) {
        List<Scene> scenes = new ArrayList<>();
        try (PublishedWorld world = new PublishedWorld(played.name(), folder)) {
            try (GatewayProcess gateway = world.start(played.options())) {
                Map<Scene, Consumer<Scene>> plays = new HashMap<>();
                for (FunctionHost host : world.hosts()) {
                    played.ends().forEach((cause, end) -> plays.put(scene(world, gateway, host, cause), end));
                }
                scenes.addAll(plays.keySet());
                playAll(plays);
                scenes.addAll(stop(world, gateway, played.last()));
            }
            assertThat(scenes).allSatisfy(Scene::assertCleanedUpOnce);
            assertThat(world.hosts())
                    .allSatisfy(host -> assertThat(host.stored()).isEmpty());
        }
    }

    private static Scene scene(PublishedWorld world, GatewayProcess gateway, FunctionHost host, CloseCause cause) {
        String word = switch (cause) {
            case HANDSHAKE_ABANDONED -> "-HELD";
            case REGISTER_FAILED -> "-LOST";
            default -> "";
        };
        return new Scene(world, gateway, host, cause, cause.wireName() + word);
    }

    /** All at once. */
    private static void playAll(Map<Scene, Consumer<Scene>> plays) {
        ExecutorService actors = Executors.newCachedThreadPool();
        List<CompletableFuture<Void>> played = new ArrayList<>();
        plays.forEach((scene, end) -> played.add(CompletableFuture.runAsync(() -> end.accept(scene), actors)));
        actors.shutdown();
        Assertions.assertAll(played.stream().map(play -> play::join));
    }

    /** With a client for each API, who are told. */
    private static List<Scene> stop(PublishedWorld world, GatewayProcess gateway, CloseCause cause) {
        List<Scene> scenes = world.hosts().stream()
                .map(host -> new Scene(world, gateway, host, cause))
                .toList();
        List<RawWebSocket> clients = scenes.stream().map(Scene::open).toList();
        gateway.terminate();
        for (int i = 0; i < clients.size(); i++) {
            scenes.get(i).expectClose(clients.get(i));
            clients.get(i).close();
        }
        assertThat(gateway.awaitExit()).isZero();
        scenes.forEach(Scene::awaitCleanup);
        return scenes;
    }

    @Test
    @Tag("proof")
    void theyChatAndAfterACrashOfTheGatewayTheNextRunCleansUp() {
        String journal = "--journal=" + folder.resolve("journal");
        try (PublishedWorld world = new PublishedWorld("crash", folder)) {
            List<Scene> scenes = new ArrayList<>();
            try (GatewayProcess gateway = world.start(journal)) {
                for (FunctionHost host : world.hosts()) {
                    Scene first = new Scene(world, gateway, host, CloseCause.GATEWAY_CRASH, "first");
                    Scene second = new Scene(world, gateway, host, CloseCause.GATEWAY_CRASH, "second");
                    chat(host.published(), first.connect(), second.connect());
                    scenes.addAll(List.of(first, second));
                }
                gateway.kill();
            }
            try (GatewayProcess gateway = world.start(journal)) {
                scenes.forEach(Scene::awaitCleanup);
                gateway.terminate();
                assertThat(gateway.awaitExit()).isZero();
            }
            assertThat(world.hosts())
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
        assertThat(first.texts()).as("nobody hears himself").hasSize(greeted ? 1 : 0);
    }

    /** The other gateway has cleaned up for the crash that it saw, which was none: so there is a second cleanup. */
    @Test
    @Tag("proof")
    void aGatewayThatWasTakenForDeadClosesWhatItHasAndCleansUpOnce() {
        try (RedisProcess redis = new RedisProcess();
                PublishedWorld world = new PublishedWorld("taken-over", folder);
                GatewayProcess awake = world.start("--redis=" + redis.url(), "--node-lease=3");
                GatewayProcess frozen = world.startAnother("--redis=" + redis.url(), "--node-lease=3")) {
            List<Scene> scenes = world.hosts().stream()
                    .map(host -> new Scene(world, frozen, host, CloseCause.TAKEN_OVER))
                    .toList();
            List<RawWebSocket> clients = scenes.stream().map(Scene::open).toList();
            frozen.freeze();
            for (FunctionHost host : world.hosts()) {
                new Scene(world, awake, host, CloseCause.GATEWAY_CRASH, CloseCause.TAKEN_OVER.wireName())
                        .awaitCleanup();
            }
            frozen.thaw();
            for (int i = 0; i < clients.size(); i++) {
                scenes.get(i).expectClose(clients.get(i));
                clients.get(i).close();
            }
            scenes.forEach(Scene::awaitCleanup);
            frozen.terminate();
            assertThat(frozen.awaitExit()).isZero();
            assertThat(scenes)
                    .allSatisfy(scene -> assertThat(scene.cleanups())
                            .extracting(Invocation::cause)
                            .containsExactly("gateway-crash", "taken-over"));
        }
    }
}
