package scf.websocket.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsentBytesTest {
    private final List<String> closed = new ArrayList<>();
    private long now = 1;
    private final UnsentBytes unsent = new UnsentBytes(1000, () -> now);

    /** A queue that stays until the test ends it. */
    private UnsentBytes.Queue queue(String name) {
        return new UnsentBytes.Queue(() -> closed.add(name));
    }

    @Test
    void theQueueThatHoldsTheMostForTheLongestIsCutFirst() {
        UnsentBytes.Queue stalled = queue("stalled");
        unsent.report(stalled, 300, now);
        UnsentBytes.Queue reading = queue("reading");
        unsent.report(reading, 400, now);
        now = 1000;
        unsent.report(reading, 400, 990);
        assertThat(closed).isEmpty();
        unsent.report(queue("new"), 51, now);
        assertThat(closed).containsExactly("stalled");
    }

    @Test
    void freesHalfAndCountsCutQueuesUntilTheyAreReleased() {
        List<UnsentBytes.Queue> queues = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            queues.add(queue(Integer.toString(i)));
            unsent.report(queues.get(i), 100, now++);
        }
        assertThat(closed).isEmpty();
        unsent.report(queues.get(6), 151, now);
        assertThat(closed).containsExactly("0", "1", "2");
        assertThat(unsent.held()).isEqualTo(751);
        unsent.report(queues.get(6), 152, now);
        assertThat(closed).as("enough queues are closing").hasSize(3);
        for (int i = 0; i < 3; i++) {
            unsent.report(queues.get(i), 0, now);
        }
        assertThat(unsent.held()).isEqualTo(452);
        unsent.report(queues.get(6), 452, now);
        assertThat(closed).as("a queue that has ended cannot be closed").containsExactly("0", "1", "2", "6");
    }

    @Test
    void nothingGrowsBeyondTheBoundBeforeTheCutQueuesEnd() {
        unsent.report(queue("stuck"), 740, now);
        now = 1000;
        unsent.report(queue("second"), 200, now);
        assertThat(closed).containsExactly("stuck");
        unsent.report(queue("third"), 61, now);
        assertThat(closed).containsExactly("stuck", "third");
    }

    @Test
    void aShrinkingQueueCutsNobody() {
        UnsentBytes.Queue large = queue("large");
        unsent.report(large, 2000, now);
        assertThat(closed).containsExactly("large");
        unsent.report(large, 1900, now);
        assertThat(closed).hasSize(1);
        unsent.report(large, 0, now);
        assertThat(unsent.held()).isZero();
    }

    @Test
    void aReadingClientIsNotCutBeforeTheCutOnesEnd() {
        unsent.report(queue("stuck"), 700, now);
        UnsentBytes.Queue reading = queue("reading");
        unsent.report(reading, 50, now);
        now = 1000;
        unsent.report(queue("second"), 200, now);
        assertThat(closed).containsExactly("stuck");
        unsent.report(queue("third"), 100, now);
        assertThat(unsent.held()).isGreaterThan(1000);
        unsent.report(reading, 20, now);
        assertThat(closed).containsExactly("stuck", "third");
    }
}
