package scf.websocket.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of waiting bytes for heaps of every size: never more than half of the heap. */
class LimitOptionsTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int DEFAULT_MESSAGE = new ConnectionOptions().maxMessage;

    private final LimitOptions limits = new LimitOptions();

    @ParameterizedTest
    @CsvSource({"16, 4", "64, 16", "128, 32", "256, 64", "2048, 512"})
    void waitingBytesDefaultToAQuarterOfTheHeap(int heapMegabytes, long waitingMegabytes) {
        long heapBytes = (long) heapMegabytes * MEGABYTE;
        assertThatCode(() -> limits.check(DEFAULT_MESSAGE, heapBytes)).doesNotThrowAnyException();
        assertThat(limits.waitingBytes(DEFAULT_MESSAGE, heapBytes)).isEqualTo(waitingMegabytes * MEGABYTE);
    }

    @Test
    void aMessageLimitThatIsTooLargeForTheHeapIsRefused() {
        assertThatThrownBy(() -> limits.check(16 * MEGABYTE, 256L * MEGABYTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--max-waiting-bytes must be at most half of the Java heap, 268435456 bytes,"
                        + " but is 268435456, 16 times --max-message: ");
        assertThatCode(() -> limits.check(16 * MEGABYTE, 512L * MEGABYTE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> limits.check(16 * MEGABYTE, 512L * MEGABYTE - 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void waitingBytesAboveHalfOfTheHeapAreRefused() {
        limits.maxWaitingBytes = 128L * MEGABYTE + 1;
        assertThatThrownBy(() -> limits.check(DEFAULT_MESSAGE, 256L * MEGABYTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--max-waiting-bytes", "268435456", "134217729", "--max-message");
        limits.maxWaitingBytes--;
        assertThatCode(() -> limits.check(DEFAULT_MESSAGE, 256L * MEGABYTE)).doesNotThrowAnyException();
    }

    @Test
    void unsentBytesDefaultToAQuarterOfTheHeap() {
        assertThat(limits.unsentBytes(256 * MEGABYTE)).isEqualTo(64 * MEGABYTE);
        limits.maxUnsentBytes = 3 * MEGABYTE;
        assertThat(limits.unsentBytes(256 * MEGABYTE)).isEqualTo(3 * MEGABYTE);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, MEGABYTE - 1, 128 * MEGABYTE + 1})
    void unsentBytesHaveBounds(long bytes) {
        limits.maxUnsentBytes = bytes;
        assertThatThrownBy(() -> limits.check(DEFAULT_MESSAGE, 256 * MEGABYTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--max-unsent-bytes", "1048576", "268435456", Long.toString(bytes));
    }
}
