package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Many clients that do not read: each is below its own limit, but together they would fill the memory. */
class UnsentBytesInAllTest {
    private static final int CHUNK = 256 * 1000;
    private static final int MOST = 4 << 20;
    private static final int MAX_ROUNDS = 64;
    private static final String HIT = "gateway_limits_hit_total{limit=\"max-unsent-bytes\"}";
    private static final String GAUGE = "gateway_unsent_bytes ";
    private static final String PATH = "/release/websocket";

    private static GatewayFixture start() {
        return GatewayFixture.start(options -> {
            options.connections.sendQueue = 256 << 20;
            options.limits.maxUnsentBytes = MOST;
        });
    }

    @Test
    void cutsOffClientsThatReadNothingWhileOthersReceiveEverything() {
        List<RawClient> deaf = new ArrayList<>();
        try (GatewayFixture gateway = start()) {
            for (int i = 0; i < 4; i++) {
                deaf.add(gateway.raw().handshake(PATH));
                assertThat(deaf.get(i).readHttp()).startsWith("HTTP/1.1 101 ");
            }
            try (TestClient reader = gateway.connect()) {
                int rounds = 0;
                while (!gateway.get("/metrics").body().contains(HIT)) {
                    assertThat(rounds++).as("unsent bytes stay unbounded").isLessThan(MAX_ROUNDS);
                    IntStream.range(0, 5).forEach(i -> gateway.sendText(gateway.id(i), "x".repeat(CHUNK)));
                    assertThat(unsent(gateway)).isLessThanOrEqualTo(MOST);
                }
                assertThat(reader.awaitTexts(rounds)).hasSize(rounds);
                Await.until("cleanup", () -> !gateway.functions.cleanups().isEmpty());
                assertThat(gateway.functions.cleanups())
                        .allSatisfy(event -> assertThat(event.toString())
                                .contains("\"cause\":\"slow-consumer\",\"closeCode\":\"1008\"")
                                .doesNotContain(gateway.id(4)));
                deaf.forEach(RawClient::close);
                Await.until("no bytes are unsent", () -> unsent(gateway) == 0);
            }
        } finally {
            deaf.forEach(RawClient::close);
        }
    }

    @Test
    void pushesBeforeThe101Count() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = start()) {
            gateway.functions.onRegister(event -> {
                gate.pass();
                return Reply.ok();
            });
            try (RawClient early = gateway.raw().handshake(PATH)) {
                Await.until("register", () -> gateway.functions.registers().size() == 1);
                for (int i = 0; !gateway.get("/metrics").body().contains(HIT); i++) {
                    assertThat(i).as("pushes stay unbounded").isLessThan(MAX_ROUNDS);
                    gateway.sendText(gateway.id(0), "x".repeat(CHUNK));
                    assertThat(unsent(gateway)).isLessThanOrEqualTo(MOST);
                }
                assertThat(early.read()).isEqualTo(-1);
                Await.until("no bytes are unsent", () -> unsent(gateway) == 0);
                gate.open();
                Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            }
        }
    }

    private static long unsent(GatewayFixture gateway) {
        return gateway.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(GAUGE))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(GAUGE.length())))
                .findFirst()
                .orElseThrow();
    }
}
