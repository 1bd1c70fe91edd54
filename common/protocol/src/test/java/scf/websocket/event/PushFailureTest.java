package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PushFailureTest {
    @Test
    void theOutcomeIsUncertainIfTheGatewayDoesNotKnowIt() {
        assertThat(Stream.of(PushFailure.values()).map(PushFailure::wireName).filter(PushFailure::isUncertain))
                .containsExactlyInAnyOrder("node-timeout", "not-subscribed", "internal-error");
    }

    @Test
    void anUnknownReasonCountsAsUncertain() {
        assertThat(PushFailure.isUncertain("of-another-version")).isTrue();
        assertThat(PushFailure.isUncertain("")).isTrue();
    }
}
