package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** APIs with only a transmission function: register and cleanup are optional. */
class ApisWithoutFunctionsTest {
    private static final String NONE_PENDING = "gateway_cleanups_pending 0.0";

    @TempDir
    Path journal;

    private static GatewayFixture start(Consumer<GatewayOptions> settings) {
        return GatewayFixture.start(options -> {
            options.functions.register = FunctionTarget.parse("none");
            options.functions.cleanup = FunctionTarget.parse("none");
            settings.accept(options);
        });
    }

    private static String onlyId(GatewayFixture gateway) {
        Await.until("a message", () -> !gateway.functions.messages().isEmpty());
        return gateway.functions
                .messages()
                .get(0)
                .path("websocket")
                .path("secConnectionID")
                .textValue();
    }

    @Test
    void clientsConnectWithoutRegisterAndEndWithoutCleanup() {
        try (GatewayFixture gateway = start(options -> {});
                TestClient client = gateway.connect()) {
            client.send("hello");
            String id = onlyId(gateway);
            assertThat(gateway.sendText(id, "pushed").statusCode()).isEqualTo(200);
            assertThat(client.awaitTexts(1)).containsExactly("pushed");
            client.close(1000, "bye");
            Await.until("gone", () -> gateway.sendText(id, "x").statusCode() == 410);
            Await.until("settled", () -> gateway.get("/metrics").body().contains(NONE_PENDING));
            assertThat(gateway.functions.registers()).isEmpty();
            assertThat(gateway.functions.cleanups()).isEmpty();
            assertThat(gateway.get("/metrics").body())
                    .as("no function was called")
                    .doesNotContain("function=\"register\"")
                    .doesNotContain("function=\"cleanup\"");
            assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutRegisterTheFirstOfferedSubprotocolIsChosen() {
        try (GatewayFixture gateway = start(options -> {});
                TestClient two = gateway.connect("chat.v2", "chat.v1");
                TestClient none = gateway.connect()) {
            assertThat(two.subprotocol()).isEqualTo("chat.v2");
            assertThat(none.subprotocol()).isEmpty();
        }
    }

    @Test
    void registerAndCleanupCanBeOmittedSeparately() {
        try (GatewayFixture gateway =
                GatewayFixture.start(options -> options.functions.cleanup = FunctionTarget.parse("none"))) {
            gateway.connect().close(1000, "");
            Await.until("settled", () -> gateway.get("/metrics").body().contains(NONE_PENDING));
            assertThat(gateway.functions.registers()).hasSize(1);
        }
        try (GatewayFixture gateway =
                GatewayFixture.start(options -> options.functions.register = FunctionTarget.parse("none"))) {
            gateway.connect().close(1000, "");
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            assertThat(gateway.functions.registers()).isEmpty();
        }
    }

    @Test
    void endsAreSettledInTheJournalAndInTheReplayAfterACrash() {
        Consumer<GatewayOptions> journalled = options -> options.journal.journal = journal;
        GatewayFixture crashed = start(journalled);
        try (TestClient client = crashed.connect()) {
            assertThat(crashed.get("/metrics").body()).contains("gateway_journal_open 1.0");
            crashed.connect().close(1000, "");
            Await.until("settled", () -> crashed.get("/metrics").body().contains("gateway_journal_open 1.0"));
            assertThat(client.isClosed()).isFalse();
            crashed.close();
        }
        try (GatewayFixture next = start(journalled)) {
            Await.until("settled", () -> next.get("/metrics").body().contains("gateway_journal_open 0.0"));
            assertThat(next.get("/metrics").body()).contains("gateway_journal_replaying 0.0");
        }
    }

    @Test
    void anotherNodeSettlesTheEndsOfACrashedNode() {
        try (RedisProcess redis = new RedisProcess()) {
            Consumer<GatewayOptions> node = options -> {
                options.cluster.redis = redis.url();
                options.cluster.nodeLease = 3;
            };
            try (GatewayFixture other = start(node)) {
                GatewayFixture crashed = start(node);
                try (TestClient client = crashed.connect()) {
                    client.send("here");
                    String open =
                            "scf-websocket:open:" + NodeId.of(onlyId(crashed)).orElseThrow();
                    Await.until("listed", () -> redis.ask(commands -> commands.scard(open)) == 1);
                    crashed.close();
                    Await.until("settled", () -> redis.ask(commands -> commands.exists(open)) == 0);
                }
                assertThat(other.get("/metrics").body()).contains(NONE_PENDING);
            }
        }
    }

    @Test
    void manyEndsAreSettledWithoutWaiting() {
        try (GatewayFixture gateway = start(options -> options.journal.cleanupConcurrency = 1)) {
            for (int i = 0; i < 200; i++) {
                gateway.connect().abort();
            }
            Await.until("all gone", () -> gateway.gateway.connections() == 0);
            Await.until("settled", () -> gateway.get("/metrics").body().contains(NONE_PENDING));
        }
    }
}
