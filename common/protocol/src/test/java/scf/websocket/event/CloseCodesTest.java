package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CloseCodesTest {
    @Test
    void theseCodesMayBeSentAndNoOthers() {
        assertThat(IntStream.range(-1, 3000).filter(CloseCodes::mayBeSent).boxed())
                .containsExactly(1000, 1001, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 1014);
        assertThat(IntStream.range(3000, 70_000).filter(CloseCodes::mayBeSent).boxed())
                .isEqualTo(IntStream.rangeClosed(3000, 4999).boxed().collect(Collectors.toList()));
    }

    @Test
    void aReasonIsMeasuredInBytes() {
        assertThat(CloseCodes.isReason("x".repeat(123))).isTrue();
        assertThat(CloseCodes.isReason("x".repeat(124))).isFalse();
        assertThat(CloseCodes.isReason("é".repeat(61))).isTrue();
        assertThat(CloseCodes.isReason("é".repeat(62))).isFalse();
    }
}
