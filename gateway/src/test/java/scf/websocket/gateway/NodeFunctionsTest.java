package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.testing.NodeProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.FreePorts;

/** Event functions in another language behind plain HTTP, with single pushes: docs/examples/node, unchanged. */
class NodeFunctionsTest {
    private static final Path PROGRAM = Path.of("..", "docs", "examples", "node", "chat.mjs")
            .toAbsolutePath()
            .normalize();

    @BeforeAll
    static void nodeIsNeeded() {
        assumeTrue(NodeProcess.isAvailable(), "skipped: Node.js 18 or newer is not installed");
    }

    @Test
    void twoClientsChatThroughFunctionsThatKnowNothingOfThisGateway() throws IOException {
        int pushPort = FreePorts.take();
        try (NodeProcess functions = new NodeProcess(
                PROGRAM, Map.of("PORT", "0", "PUSH_URL", "http://127.0.0.1:" + pushPort + "/api-local"))) {
            String url = functions.firstLine().replace("functions at ", "");
            try (GatewayFixture gateway = GatewayFixture.start(options -> {
                        options.push.ports = List.of(pushPort);
                        options.functions.register = FunctionTarget.parse(url + "/register");
                        options.functions.transmission = FunctionTarget.parse(url + "/transmission");
                        options.functions.cleanup = FunctionTarget.parse(url + "/cleanup");
                    });
                    TestClient first = gateway.connect("chat", "binary");
                    TestClient second = gateway.connect()) {
                assertThat(first.subprotocol()).isEqualTo("chat");
                first.send("hello");
                assertThat(second.awaitTexts(1)).containsExactly("hello");
                second.send("你好").send("again");
                assertThat(first.awaitTexts(2)).containsExactly("你好", "again");
                second.send(new byte[] {0, 1, -1});
                first.awaitBinaries(1);
                assertThat(first.binaries().get(0)).containsExactly(0, 1, -1);

                second.close(1000, "");
                second.awaitClosed();
                try (TestClient third = gateway.connect()) {
                    first.send("to the third");
                    assertThat(third.awaitTexts(1)).containsExactly("to the third");
                }
                assertThat(second.texts()).containsExactly("hello");
                assertThat(first.texts())
                        .as("senders do not receive their own messages")
                        .hasSize(2);
            }
        }
    }
}
