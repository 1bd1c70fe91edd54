package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.health.Liveness;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.testing.process.Await;

/** Threads that have died or are stuck. */
class LivenessTest {
    private static final Duration LIMIT = Duration.ofMillis(100);
    private static final int SOCKETS = 8;

    @Test
    void namesAnUnresponsiveThreadUntilItAnswers() {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "the stuck one"));
        Gate gate = new Gate();
        try (Liveness liveness = new Liveness(LIMIT)) {
            liveness.watch(() -> List.of(thread, (Executor) Runnable::run));
            liveness.start();
            thread.execute(gate::pass);
            Await.until("the fault", () -> !liveness.isAlive());
            assertThat(liveness.faults()).hasSize(1);
            assertThat(liveness.faults().get(0)).endsWith(" does not answer");
            gate.open();
            Await.until("no fault", liveness::isAlive);
            Gate again = new Gate();
            thread.execute(again::pass);
            Await.until("its name", () -> liveness.faults().equals(List.of("the stuck one does not answer")));
            again.open();
        } finally {
            gate.open();
            thread.shutdown();
        }
    }

    @Test
    void namesAThreadThatHasEnded() {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Liveness liveness = new Liveness(LIMIT)) {
            liveness.watch(() -> List.of(thread));
            liveness.watch("journal", () -> !thread.isShutdown());
            liveness.start();
            thread.shutdown();
            Await.until("both are found", () -> liveness.faults().size() == 2);
            assertThat(liveness.faults().get(0)).endsWith(" has ended");
            assertThat(liveness.faults().get(1)).isEqualTo("journal has ended");
        }
    }

    /** Some sockets belong to the stuck loop and get no response; the others report the fault. */
    @Test
    void healthFailsOnBothListenersWhileAnEventLoopIsStuck() {
        Gate gate = new Gate();
        List<RawClient> sockets = new ArrayList<>();
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
            options.operation.livenessTimeout = 1;
            options.listeners.publicHealth = true;
        })) {
            assertThat(gateway.get("/healthz").body()).isEqualTo("ok\n");
            List<CompletableFuture<String>> internal = new ArrayList<>();
            List<CompletableFuture<String>> clients = new ArrayList<>();
            for (int i = 0; i < SOCKETS; i++) {
                sockets.add(new RawClient(gateway.gateway.pushPort()));
                sockets.add(gateway.raw());
            }
            sockets.forEach(LivenessTest::health);
            gateway.gateway.loops().get(0).execute(gate::pass);
            for (int i = 0; i < SOCKETS; i++) {
                internal.add(failure(sockets.get(2 * i)));
                clients.add(failure(sockets.get(2 * i + 1)));
            }
            assertThat(first(internal)).startsWith("HTTP/1.1 503 ").endsWith(" does not answer\n");
            assertThat(first(clients)).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\n");
            gate.open();
            Await.until("alive", () -> gateway.get("/healthz").statusCode() == 200);
        } finally {
            gate.open();
            sockets.forEach(RawClient::close);
        }
    }

    private static String health(RawClient socket) {
        return socket.write("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").readHttp();
    }

    private static CompletableFuture<String> failure(RawClient socket) {
        CompletableFuture<String> failure = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            try {
                String answer = health(socket);
                while (!answer.startsWith("HTTP/1.1 503 ")) {
                    answer = health(socket);
                }
                failure.complete(answer);
            } catch (RuntimeException e) {
                failure.completeExceptionally(e);
            }
        });
        asking.setDaemon(true);
        asking.start();
        return failure;
    }

    private static String first(List<CompletableFuture<String>> answers) {
        return (String) CompletableFuture.anyOf(answers.toArray(CompletableFuture<?>[]::new))
                .join();
    }
}
