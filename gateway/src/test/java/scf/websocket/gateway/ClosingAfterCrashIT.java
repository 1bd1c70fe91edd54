package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.JournalText;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Cleanup functions that push {@code closing} before they delete an id, for connections of a killed gateway. */
class ClosingAfterCrashIT {
    @TempDir
    Path journal;

    private final FunctionServer functions = new FunctionServer();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();

    @AfterEach
    void stopFunctions() {
        functions.close();
    }

    /** Fails, as such a function does, unless the push is answered 200. */
    private void closeThenForget(CompletableFuture<GatewayProcess> pushedTo) {
        functions.onCleanup(event -> {
            int status = pushedTo.join().push(closing(event)).statusCode();
            statuses.add(status);
            return status == 200 ? Reply.ok() : new Reply(500, "");
        });
    }

    private static String closing(JsonNode event) {
        return "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + id(event) + "\"}}";
    }

    private static String id(JsonNode event) {
        return event.path("websocket").path("secConnectionID").textValue();
    }

    /** @param registered waits until it is recorded that register has returned */
    private void killWithOneClient(GatewayProcess gateway, Runnable registered) {
        TestClient client = TestClient.connect(gateway.uri());
        client.send("there");
        Await.until("message", () -> functions.messages().size() == 1);
        registered.run();
        gateway.kill();
        client.close();
    }

    @Test
    void answersACloseAsDeliveredDuringTheReplayOfTheJournal() {
        CompletableFuture<GatewayProcess> again = new CompletableFuture<>();
        closeThenForget(again);
        String option = "--journal=" + journal;
        try (GatewayProcess gateway = GatewayProcess.start("closing-1", functions, option)) {
            killWithOneClient(gateway, () -> JournalText.awaitRegistered(journal, 1));
        }
        try (GatewayProcess gateway = GatewayProcess.start("closing-2", functions, option)) {
            again.complete(gateway);
            Await.until("cleaned up", () -> gateway.metrics().contains("gateway_journal_open 0.0"));
            assertThat(gateway.push(closing(functions.cleanups().get(0))).statusCode())
                    .as("the connection is gone after its cleanup")
                    .isEqualTo(410);
        }
        assertThat(statuses).containsExactly(200);
    }

    @Test
    @Tag("proof")
    void otherGatewaysAnswerACloseAsDeliveredDuringAReplay() {
        CompletableFuture<GatewayProcess> other = new CompletableFuture<>();
        closeThenForget(other);
        String option = "--journal=" + journal;
        try (RedisProcess redis = new RedisProcess();
                GatewayProcess b = GatewayProcess.start("closing-3", functions, "--redis=" + redis.url())) {
            other.complete(b);
            // Long enough that the restart precedes any takeover.
            String[] options = {option, "--redis=" + redis.url(), "--node-lease=30"};
            try (GatewayProcess gateway = GatewayProcess.start("closing-4", functions, options)) {
                killWithOneClient(gateway, () -> JournalText.awaitRegistered(journal, 1));
            }
            try (GatewayProcess gateway = GatewayProcess.start("closing-5", functions, options)) {
                Await.until("cleaned up", () -> gateway.metrics().contains("gateway_journal_open 0.0"));
            }
            assertThat(statuses).containsExactly(200);
        }
    }

    @Test
    @Tag("proof")
    void allGatewaysAnswerACloseAsDeliveredDuringATakeover() {
        CompletableFuture<GatewayProcess> pushedTo = new CompletableFuture<>();
        closeThenForget(pushedTo);
        try (RedisProcess redis = new RedisProcess();
                GatewayProcess a = node("closing-6", redis);
                GatewayProcess b = node("closing-7", redis);
                GatewayProcess c = node("closing-8", redis)) {
            killWithOneClient(
                    c,
                    () -> Await.until("Redis knows that register has returned", () -> {
                        NodeId node =
                                NodeId.of(id(functions.registers().get(0))).orElseThrow();
                        return redis.ask(r -> r.scard("scf-websocket:open:" + node)) == 1;
                    }));
            Await.until("taken over", () -> !functions.cleanups().isEmpty());
            boolean byA = a.metrics().contains("gateway_takeovers_total 1.0");
            GatewayProcess cleaning = byA ? a : b;
            GatewayProcess bystander = byA ? b : a;
            String event = closing(functions.cleanups().get(0));
            assertThat(cleaning.push(event).statusCode()).isEqualTo(200);
            assertThat(bystander.push(event).statusCode()).isEqualTo(200);
            pushedTo.complete(bystander);
            Await.until("cleaned up", () -> cleaning.metrics().contains("gateway_cleanups_pending 0.0"));
            assertThat(statuses).containsExactly(200);
            assertThat(cleaning.push(event).statusCode()).isEqualTo(410);
            assertThat(bystander.push(event).statusCode()).isEqualTo(410);
        }
    }

    private GatewayProcess node(String name, RedisProcess redis) {
        return GatewayProcess.start(name, functions, "--redis=" + redis.url(), "--node-lease=3");
    }
}
