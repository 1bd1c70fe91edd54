package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.testing.BriefConnections;
import scf.websocket.gateway.testing.ChatFunctions;
import scf.websocket.gateway.testing.ChattingClient;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.ReadinessBalancer;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.testing.process.Await;

/**
 * Gateways are restarted one after another, as in docs/operate.md, under constant traffic; {@link RollingRestartProof}
 * has more of everything.
 */
@Execution(ExecutionMode.CONCURRENT)
class RollingRestartIT {
    private static final Duration MAX_STEP = Duration.ofSeconds(60);
    private static final int CONNECTION_INTERVAL_MILLIS = 100;

    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final FunctionServer functions = new FunctionServer();
    private final RedisProcess redis = new RedisProcess();
    private final ReadinessBalancer balancer = new ReadinessBalancer(probeInterval());
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final List<GatewayProcess> nodes = new ArrayList<>();
    private final ChatFunctions chat = new ChatFunctions(functions, balancer, clientCount(), violations);
    private final BriefConnections briefConnections = new BriefConnections(balancer, violations);
    private final List<ChattingClient> clients = IntStream.range(0, clientCount())
            .mapToObj(i -> new ChattingClient(i, balancer, timer, violations))
            .toList();

    int clientCount() {
        return 20;
    }

    int nodeCount() {
        return 2;
    }

    /** Number of nodes to restart. */
    int restarts() {
        return 1;
    }

    Duration probeInterval() {
        return Duration.ofMillis(200);
    }

    int drainSeconds() {
        return 1;
    }

    /** Each client sends one message in this time. */
    Duration messageInterval() {
        return Duration.ofMillis(500);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
        nodes.forEach(GatewayProcess::close);
        balancer.close();
        redis.close();
        functions.close();
    }

    @Test
    void aRollingRestartLosesNoMessageAndRefusesNobody() {
        CompletableFuture.allOf(IntStream.range(0, nodeCount())
                        .mapToObj(i -> CompletableFuture.runAsync(() -> start(i)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        Await.until("all are ready", () -> nodes.stream().allMatch(balancer::uses));
        clients.forEach(
                client -> client.connect().orTimeout(15, TimeUnit.SECONDS).join());
        timer.scheduleAtFixedRate(
                () -> clients.forEach(ChattingClient::sendNext),
                0,
                messageInterval().toMillis(),
                TimeUnit.MILLISECONDS);
        timer.scheduleAtFixedRate(briefConnections::next, 0, CONNECTION_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        for (int i = 0; i < restarts(); i++) {
            restart(nodes.get(0), nodeCount() + i);
        }
        briefConnections.end();
        clients.forEach(ChattingClient::stopSending);
        awaitAnswers();
        assertConfirmedArrive();
        assertThat(violations).isEmpty();
        assertThat(clients.stream().mapToInt(ChattingClient::reconnects).sum())
                .as("each client of a restarted node reconnects")
                .isGreaterThanOrEqualTo(clientCount() * restarts() / nodeCount());
        System.out.printf(
                "rolling restart of %d of %d gateways under %d clients: %d messages, %d reconnects, %d brief connections, none"
                        + " lost, none refused%n",
                restarts(),
                nodeCount(),
                clientCount(),
                clients.stream().mapToInt(ChattingClient::sent).sum(),
                clients.stream().mapToInt(ChattingClient::reconnects).sum(),
                briefConnections.count());
        clients.forEach(ChattingClient::close);
        assertEachCleanedUpOnce();
    }

    private void start(int index) {
        GatewayProcess node = GatewayProcess.start(
                "rolling-" + clientCount() + "-" + index,
                functions,
                "--redis=" + redis.url(),
                "--drain=" + drainSeconds(),
                "--drain-delay=" + 2 * (1 + probeInterval().toSeconds()));
        synchronized (nodes) {
            nodes.add(node);
        }
        balancer.add(node);
    }

    private void restart(GatewayProcess node, int index) {
        node.terminate();
        assertThat(node.awaitExit(MAX_STEP)).isZero();
        balancer.remove(node);
        nodes.remove(node);
        start(index);
        GatewayProcess started = nodes.get(nodes.size() - 1);
        Await.until("the restarted gateway is ready", () -> balancer.uses(started));
    }

    private void awaitAnswers() {
        try {
            Await.until("every message is answered", () -> clients.stream().allMatch(ChattingClient::isAnswered));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; " + violations, e);
        }
    }

    private void assertConfirmedArrive() {
        for (int i = 0; i < clientCount(); i++) {
            ChattingClient client = clients.get(i);
            Queue<String> confirmed = chat.confirmed(i);
            Await.until("all confirmed messages arrive", () -> new HashSet<>(client.received()).containsAll(confirmed));
        }
    }

    private void assertEachCleanedUpOnce() {
        Await.until(
                "cleanups",
                MAX_STEP,
                () -> functions.cleanups().size() >= functions.registers().size());
        assertThat(FunctionServer.ids(functions.cleanups()))
                .containsExactlyInAnyOrderElementsOf(FunctionServer.ids(functions.registers()));
    }
}
