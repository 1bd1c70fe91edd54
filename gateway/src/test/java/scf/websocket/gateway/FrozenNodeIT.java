package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** A gateway that is paused until the others consider it dead, and then resumed. */
@Execution(ExecutionMode.CONCURRENT)
class FrozenNodeIT {
    private static final int MESSAGES = 4000;

    private final FunctionServer functions = new FunctionServer();

    /** Like SCF, which freezes a gateway without connections. */
    @Test
    @Tag("proof")
    void aClientThatConnectsAtTheThawIsReachableFromOtherNodesAtOnce() {
        try (RedisProcess redis = new RedisProcess();
                GatewayProcess frozen = node("frozen", redis);
                GatewayProcess other = node("awake", redis)) {
            try (TestClient first = TestClient.connect(frozen.uri())) {
                first.close(1000, "");
            }
            NodeId before = NodeId.of(id(0)).orElseThrow();
            Await.until("cleanup", () -> functions.cleanups().size() == 1);
            frozen.freeze();
            Await.until(
                    "the other node considers it dead",
                    () -> redis.ask(r -> r.exists("scf-websocket:over:" + before)) == 1);
            // The handshake waits in the socket until the gateway reads it.
            RawClient woke = frozen.raw().handshake("/release/websocket");
            frozen.thaw();
            assertThat(woke.readHttp()).startsWith("HTTP/1.1 101 ");
            try (RawWebSocket client = RawWebSocket.on(woke)) {
                assertThat(NodeId.of(id(1)).orElseThrow()).isNotEqualTo(before);
                assertThat(other.push("{\"websocket\":{\"action\":\"data send\",\"secConnectionIDs\":[\"" + id(1)
                                        + "\"],\"dataType\":\"text\",\"data\":\"good morning\"}}")
                                .body())
                        .endsWith("\"gone\":[],\"failed\":[]}");
                assertThat(client.next().text()).isEqualTo("good morning");
                client.sendClose(1000, "");
                assertThat(client.next().code()).isEqualTo(1000);
            }
        } finally {
            functions.close();
        }
    }

    @Test
    void aThawedNodeForwardsNothingFromConnectionsThatOthersCleanedUp() {
        try (RedisProcess redis = new RedisProcess();
                GatewayProcess frozen = node("asleep", redis);
                GatewayProcess other = node("up", redis);
                TestClient client = TestClient.connect(frozen.uri())) {
            client.send("before");
            Await.until("message", () -> functions.messages().size() == 1);
            frozen.freeze();
            // All of it fits into the socket buffers.
            for (int i = 0; i < MESSAGES; i++) {
                client.send("while it is frozen");
            }
            Await.until("cleaned up", () -> functions.cleanups().size() == 1);
            long start = System.nanoTime();
            assertThat(other.push(send(id(0))).statusCode()).isEqualTo(410);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("does not wait for the frozen node, for which the bus allows 1.5 s")
                    .isLessThan(Duration.ofMillis(1500));
            frozen.thaw();
            assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1012, "reconnect"));
            Await.until("its own cleanup", () -> functions.cleanups().size() == 2);
            assertThat(functions.messages())
                    .as("messages from before the pause")
                    .hasSize(1);
            assertThat(client.texts()).isEmpty();
            assertThat(frozen.metrics()).doesNotContain("gateway_events_dropped_total 0.0");
        } finally {
            functions.close();
        }
    }

    private static String send(String id) {
        return "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id
                + "\",\"dataType\":\"text\",\"data\":\"x\"}}";
    }

    private GatewayProcess node(String name, RedisProcess redis) {
        return GatewayProcess.start("frozen-" + name, functions, "--redis=" + redis.url(), "--node-lease=3");
    }

    private String id(int index) {
        return functions
                .registers()
                .get(index)
                .path("websocket")
                .path("secConnectionID")
                .textValue();
    }
}
