package scf.websocket.soak.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import scf.websocket.soak.Figures;
import scf.websocket.testing.process.Await;

class TurmoilTest {
    @Test
    void aTurmoilThatFailsIsAViolation() throws Exception {
        Figures figures = new Figures();
        int[] nobodyListens = {1};
        try (CuttingProxy proxy = new CuttingProxy(nobodyListens, new Random(1), figures);
                Member member = new Member(
                        0, "ws://127.0.0.1:" + proxy.port(), List.of("deep:0"), new Acknowledged(), figures)) {
            Turmoil turmoil = new Turmoil(List.of(member), proxy, true, 1, new Broken(), figures);
            Await.until("it has failed", Duration.ofSeconds(20), () -> !figures.clean());
            turmoil.end();
        }
        assertThat(figures.violations()).singleElement().asString().contains("ended early", "no more numbers");
    }

    private static final class Broken extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public int nextInt(int bound) {
            throw new IllegalStateException("no more numbers");
        }
    }
}
