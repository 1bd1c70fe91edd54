package scf.websocket.channels.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The codes and reasons with which a back end ends connections. */
class DisconnectTest {
    @ParameterizedTest
    @ValueSource(strings = {"banned", "7 days", "[closed", "true story", "已被禁言", "{'a':1}", "NaN", "07"})
    void aReasonIsAnyText(String reason) {
        assertThat(Disconnect.of(3503, reason).closeReason().text()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                " 7 ",
                "-1.5e3",
                "true",
                "null",
                "\"a\"",
                "[]",
                "{\"reconnect\": true}",
                "a\nb",
                "\u0000"
            })
    void noReasonIsAdviceForAClient(String reason) {
        assertThatIllegalArgumentException().isThrownBy(() -> Disconnect.of(3503, reason));
    }

    @Test
    void aReasonFitsIntoAFrame() {
        assertThat(Disconnect.of(3503, "x".repeat(123)).reason()).hasSize(123);
        assertThatIllegalArgumentException().isThrownBy(() -> Disconnect.of(3503, "x".repeat(124)));
        assertThatIllegalArgumentException().isThrownBy(() -> Disconnect.of(3503, "词".repeat(42)));
    }

    @ParameterizedTest
    @CsvSource({"3000, true", "3499, true", "3500, false", "3999, false", "4000, true", "4499, true", "4500, false"})
    void theCodeDecidesWhetherClientsComeBack(int code, boolean reconnects) {
        assertThat(Disconnect.of(code, "a reason").reconnects()).isEqualTo(reconnects);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1000, 2999, 5000})
    void otherCodesAreNotForApplications(int code) {
        assertThatIllegalArgumentException().isThrownBy(() -> Disconnect.of(code, "a reason"));
    }
}
