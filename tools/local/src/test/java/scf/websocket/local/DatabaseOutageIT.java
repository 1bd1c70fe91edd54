package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.ChatClient;

/** The database is killed and started again while clients chat. */
final class DatabaseOutageIT {
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    @BeforeEach
    void startEmpty() throws Exception {
        SharedDatabase.clear();
    }

    @Test
    @Tag("proof")
    void anOutageRefusesHandshakesDropsNoClientAndTheChatContinues() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(Map.of());
                ChatClient one = ClientLibrary.JDK.open(gateway.webSocket());
                ChatClient two = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket());
                ChatClient leaver = ClientLibrary.JDK.open(gateway.webSocket())) {
            long pid = gateway.pid();
            one.send("before");
            assertThat(two.text()).startsWith("before");

            SharedDatabase.server().kill();
            Handshake refused = Handshake.send(gateway.webSocket());
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.answer()).contains("\"errNo\":201");
            one.send("during");
            leaver.leave();

            SharedDatabase.server().startAgain();
            Await.until(
                    "register accepts again",
                    RECOVERY,
                    () -> Handshake.send(gateway.webSocket()).status() == 101);
            two.rest();
            Await.until("the chat continues", RECOVERY, () -> {
                one.send("after");
                return two.text().startsWith("after");
            });
            two.send("and back");
            assertThat(one.text()).startsWith("and back");
            assertThat(gateway.isAlive()).isTrue();
            assertThat(gateway.pid()).isEqualTo(pid);

            one.leave();
            two.leave();
            Await.until(
                    "all rows are gone", RECOVERY, () -> SharedDatabase.ids().isEmpty());
        }
    }

    /** In {@link DatabaseOutageProof} it takes a minute. */
    @Test
    void clientsBalancersAndAlertRulesSeeTheOutage() throws Exception {
        AlertRules.requireTool();
        // A minute of the rules is three seconds, in which new clients are refused even on a machine that stalls.
        new DatabaseOutage(Duration.ofMillis(500), 10, Duration.ofSeconds(10))
                .run(Path.of("target", "alerts", "short.yml").toAbsolutePath());
    }
}
