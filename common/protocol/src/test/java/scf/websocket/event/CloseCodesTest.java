package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CloseCodesTest {
    @Test
    void onlyTheseCodesMayBeSent() {
        assertThat(IntStream.range(-1, 3000).filter(CloseCodes::mayBeSent).boxed())
                .containsExactly(1000, 1001, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 1014);
        assertThat(IntStream.range(3000, 70_000).filter(CloseCodes::mayBeSent).boxed())
                .isEqualTo(IntStream.rangeClosed(3000, 4999).boxed().collect(Collectors.toList()));
    }

    @Test
    void aCodeHasFourDigitsAndIsInRange() {
        assertThat(IntStream.of(1000, 2999, 4999)
                        .map(code -> CloseCodes.parse("" + code).orElseThrow()))
                .containsExactly(1000, 2999, 4999);
        for (String text : new String[] {"", "999", "5000", "01000", " 1000", "1e3", "١٠٠٠"}) {
            assertThat(CloseCodes.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void aReasonIsMeasuredInBytes() {
        assertThat(CloseCodes.isReason("x".repeat(123))).isTrue();
        assertThat(CloseCodes.isReason("x".repeat(124))).isFalse();
        assertThat(CloseCodes.isReason("é".repeat(61))).isTrue();
        assertThat(CloseCodes.isReason("é".repeat(62))).isFalse();
    }
}
