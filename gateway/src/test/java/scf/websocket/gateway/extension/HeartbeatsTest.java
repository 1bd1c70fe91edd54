package scf.websocket.gateway.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeartbeatsTest {
    private static String replies(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + i + "\":\"x\"")
                .collect(Collectors.joining(",", "{\"reply\":{", "}}"));
    }

    @Test
    void takesEightReplies() {
        assertThat(Heartbeats.ofOption(replies(8)).replies()).hasSize(8);
        assertThatThrownBy(() -> Heartbeats.ofOption(replies(9))).hasMessageContaining("at most 8 messages");
    }

    @Test
    void countsTheBytesOfReplies() {
        assertThat(Heartbeats.ofOption("{\"reply\":{\"p\":\"" + "\u00e9".repeat(511) + "\"}}")
                        .replies())
                .hasSize(1);
        assertThatThrownBy(() -> Heartbeats.ofOption("{\"reply\":{\"pp\":\"" + "\u00e9".repeat(512) + "\"}}"))
                .hasMessageContaining("1024 bytes in all");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense                                  | must be JSON
            []                                        | heartbeat must be an object
            {}                                        | must have reply, send or swallow
            {"reply":{"ping":1}}                      | heartbeat.reply.ping must be a string
            {"reply":"ping"}                          | heartbeat.reply must be an object
            {"send":"x"}                              | belong together
            {"every":5,"swallow":"x"}                 | belong together
            {"every":0,"send":"x"}                    | heartbeat.every must be a whole number from 1 to 3600
            {"every":"3601","send":"x"}               | heartbeat.every must be a whole number from 1 to 3600
            {"every":1.5,"send":"x"}                  | heartbeat.every must be a whole number from 1 to 3600
            {"every":5,"send":"x","dataType":"blob"}  | dataType must be text or binary
            {"every":5,"send":"!","dataType":"binary"}| heartbeat.send is not base64
            """)
    void namesWhatIsWrong(String json, String message) {
        assertThatThrownBy(() -> Heartbeats.ofOption(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
