package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "xawexasdfewezdfsdfeasdfffa==", "AZaz09+/=_-"})
    void acceptsTheDocumentedAlphabet(String value) {
        assertThat(ConnectionId.of(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "a b", "a\n", "a'b", "a\"", "é", "a\u0000", "a%", "\uD83D\uDE00"})
    void refusesEverythingElse(String value) {
        assertThatExceptionOfType(EventException.class)
                .isThrownBy(() -> ConnectionId.of(value))
                .satisfies(e -> assertThat(e.errorNumber()).isEqualTo(ErrorNumber.BAD_CONNECTION_ID));
    }

    @Test
    void isAtMost128CharactersLong() {
        assertThat(ConnectionId.isValid("a".repeat(128))).isTrue();
        assertThat(ConnectionId.isValid("a".repeat(129))).isFalse();
    }

    @Test
    void isCaseSensitive() {
        assertThat(ConnectionId.of("Ab")).isNotEqualTo(ConnectionId.of("ab"));
        assertThat(ConnectionId.of("Ab")).isEqualTo(ConnectionId.of("Ab")).hasSameHashCodeAs(ConnectionId.of("Ab"));
    }
}
