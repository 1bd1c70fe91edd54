package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import scf.websocket.gateway.session.NodeId;
import scf.websocket.gateway.testing.Await;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;

/** A gateway that is stopped while nobody is connected to it, as SCF does, and woken by its next client. */
class FrozenNodeIT {
    private final FunctionServer functions = new FunctionServer();

    @Test
    void theClientThatWakesItCanBeReachedByTheOthersFromItsFirstMoment() {
        try (RedisProcess redis = new RedisProcess();
                GatewayProcess frozen = node("frozen", redis);
                GatewayProcess other = node("awake", redis)) {
            try (TestClient first = TestClient.connect(frozen.uri())) {
                first.close(1000, "");
            }
            NodeId before = NodeId.of(id(0)).orElseThrow();
            Await.until("cleanup", () -> functions.cleanups().size() == 1);
            frozen.freeze();
            Await.until("others take it for dead", () -> redis.ask(r -> r.exists("scf-websocket:over:" + before)) == 1);
            // The handshake waits in the socket until somebody reads it.
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
