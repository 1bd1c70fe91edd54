package scf.websocket.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginRuleTest {
    private final OriginRule rule =
            OriginRule.of(List.of("https://chat.example.com", "http://localhost:8080", "https://*.example.org"));

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.com, true",
        "HTTPS://Chat.Example.com, true",
        "https://chat.example.com:443, true",
        "https://chat.example.com:8443, false",
        "http://chat.example.com, false",
        "https://chat.example.com.evil.net, false",
        "http://localhost:8080, true",
        "http://localhost, false",
        "https://a.example.org, true",
        "https://a.b.example.org, true",
        "https://example.org, false",
        "https://.example.org, false",
        "https://evilexample.org, false",
        "https://evil.net/.example.org, false",
        "null, false",
        "'', false"
    })
    void onlyListedPagesMayConnect(String origin, boolean allowed) {
        assertThat(rule.allows(origin)).isEqualTo(allowed);
    }

    @Test
    void allowsClientsWithoutAnOriginAndEverybodyWithoutAList() {
        assertThat(rule.allows(null)).isTrue();
        assertThat(OriginRule.of(List.of()).allows("https://anywhere.example")).isTrue();
        assertThat(OriginRule.of(List.of("null")).allows("null")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"weapp://wechat-game-runtime", "capacitor://localhost", "chrome-extension://abcdef", "file://"})
    void appsAndMiniProgramsMayHaveTheirOwnSchemes(String origin) {
        OriginRule apps = OriginRule.of(List.of(origin));
        assertThat(apps.allows(origin)).isTrue();
        assertThat(apps.allows("https://evil.example")).isFalse();
        assertThat(rule.allows(origin)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat.example.com", "https://chat.example.com/", "*", "https://*", "ws://chat.example.com"})
    void anInvalidOriginIsRefusedAtStart(String wrong) {
        assertThatThrownBy(() -> OriginRule.of(List.of(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--allow-origin")
                .hasMessageContaining(wrong);
    }
}
