package scf.websocket.local;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.Await;

/** A minute without a database, in real time; for {@code -Pproofs}. */
final class DatabaseOutageProof {
    @BeforeEach
    void startEmpty() throws Exception {
        AlertRules.requireTool();
        SharedDatabase.clear();
    }

    @Test
    void clientsBalancersAndAlertRulesSeeAnOutageOfAMinuteAndItsEnd() throws Exception {
        new DatabaseOutage(Duration.ofSeconds(1), 1, Duration.ofMinutes(1))
                .run(Path.of("target", "alerts", "minute.yml").toAbsolutePath());
        Await.until(
                "all rows are gone",
                Duration.ofSeconds(90),
                () -> SharedDatabase.ids().isEmpty());
    }
}
