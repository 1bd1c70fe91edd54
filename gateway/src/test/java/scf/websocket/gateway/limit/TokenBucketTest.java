package scf.websocket.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstOfOneSecondPassesAndThenTheAverageRate() {
        TokenBucket bucket = new TokenBucket(10, 0);
        for (int i = 0; i < 10; i++) {
            assertThat(bucket.take(1, 0)).isTrue();
        }
        assertThat(bucket.take(1, 0)).isFalse();
        assertThat(bucket.take(1, SECOND / 10)).isTrue();
        assertThat(bucket.take(1, SECOND / 10)).isFalse();
    }

    @Test
    void silenceSavesNoMoreThanOneSecondsBurst() {
        TokenBucket bucket = new TokenBucket(10, 0);
        for (int i = 0; i < 10; i++) {
            assertThat(bucket.take(1, 100 * SECOND)).isTrue();
        }
        assertThat(bucket.take(1, 100 * SECOND)).isFalse();
    }

    @Test
    void aRequestAboveTheRatePassesAndIsPaidOffAfterwards() {
        TokenBucket bucket = new TokenBucket(100, 0);
        assertThat(bucket.take(250, 0)).isTrue();
        assertThat(bucket.take(1, SECOND)).isFalse();
        assertThat(bucket.take(1, 2 * SECOND)).isTrue();
    }

    @Test
    void aMessageRateCountsMessagesAndBytesSeparately() {
        MessageRate rate = MessageRate.of(2, 100, 0);
        assertThat(rate.exceededBy(10, true, true, 0)).isNull();
        assertThat(rate.exceededBy(10, true, false, 0))
                .as("a fragment is not a message")
                .isNull();
        assertThat(rate.exceededBy(10, true, true, 0)).isNull();
        assertThat(rate.exceededBy(10, true, true, 0)).isEqualTo(Limit.MESSAGE_RATE);
        assertThat(rate.exceededBy(1000, true, true, SECOND)).isNull();
        assertThat(rate.exceededBy(1, true, true, SECOND)).isEqualTo(Limit.BYTE_RATE);
        assertThat(MessageRate.of(0, 0, 0)).isNull();
    }
}
