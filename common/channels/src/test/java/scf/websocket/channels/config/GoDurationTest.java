package scf.websocket.channels.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "24h, PT24H",
        "300s, PT5M",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "0, PT0S",
        "0s, PT0S",
        "250ms, PT0.25S",
        "1us, PT0.000001S",
        "7ns, PT0.000000007S",
        "8760h, PT8760H",
    })
    void durationsAreReadAsGoReadsThem(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "h", "1d", "-1s", "1 h", "1h ", " 1h", "1h30", ".5s", "1e3s", "8761h", "999999999h"})
    void otherTextsAreNoDuration(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }
}
