package scf.websocket.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import scf.websocket.gateway.connection.Invoked;
import scf.websocket.gateway.metrics.FunctionKind;

class RecentEventsTest {
    private final RecentEvents recent = new RecentEvents(3, 100);

    private static Invoked event(int bytes) {
        return new Invoked(
                FunctionKind.TRANSMISSION, "api", "id", new byte[bytes], "", "answered", new byte[1], null, null, 0);
    }

    @Test
    void keepNothingWhileNobodyWatches() {
        assertThat(recent.keep(1, event(1))).isFalse();
        recent.keepWhile(true);
        assertThat(recent.keep(2, event(1))).isTrue();
        assertThat(recent.at(2)).isPresent();
        recent.keepWhile(false);
        assertThat(recent.at(2)).isEmpty();
        recent.keepWhile(true);
        assertThat(recent.at(2)).isEmpty();
    }

    @Test
    void forgetTheOldestBeyondANumber() {
        recent.keepWhile(true);
        for (int seq = 1; seq <= 4; seq++) {
            recent.keep(seq, event(1));
        }
        assertThat(recent.at(1)).isEmpty();
        assertThat(recent.at(2)).isPresent();
        assertThat(recent.at(4)).isPresent();
    }

    @Test
    void forgetTheOldestBeyondATotalOfBytesAndDoNotKeepWhatIsLargerThanThat() {
        recent.keepWhile(true);
        recent.keep(1, event(60));
        recent.keep(2, event(60));
        assertThat(recent.at(1)).isEmpty();
        assertThat(recent.keep(3, event(100))).isFalse();
        assertThat(recent.at(2)).isPresent();
        assertThat(recent.keep(4, event(99))).isTrue();
        assertThat(recent.at(2)).isEmpty();
    }
}
