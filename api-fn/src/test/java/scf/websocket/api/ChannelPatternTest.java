package scf.websocket.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelPatternTest {
    @ParameterizedTest
    @CsvSource({
        "'', any, '', true",
        "chat:*, chat:a, chat:, true",
        "chat:*, chat:, chat:, true",
        "chat:*, chats:a, chat:, false",
        "*a*b, xaxbxb, '', true",
        "*a*b, xaxbx, '', false",
        "c?t, cat, c, true",
        "c?t, ct, c, false",
        "a.c, abc, a.c, false",
        "a**, a, a, true"
    })
    void matches(String pattern, String channel, String prefix, boolean matches) {
        assertThat(ChannelPattern.of(pattern).matches(channel)).isEqualTo(matches);
        assertThat(ChannelPattern.of(pattern).prefix()).isEqualTo(prefix);
    }

    @Test
    void manyWildcardsDoNotTakeLong() {
        String pattern = "*a".repeat(120) + "*b";
        for (int i = 0; i < 10_000; i++) {
            assertThat(ChannelPattern.of(pattern).matches("a".repeat(255))).isFalse();
        }
    }
}
