package scf.websocket.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsentBytesTest {
    private final List<String> cut = new ArrayList<>();
    private long now = 1;
    private final UnsentBytes unsent = new UnsentBytes(1000, () -> now);

    /** A queue that remains until the test ends it. */
    private UnsentBytes.Queue queue(String name) {
        return new UnsentBytes.Queue(() -> cut.add(name));
    }

    @Test
    void theQueueThatHoldsTheMostForTheLongestIsCutFirst() {
        UnsentBytes.Queue deaf = queue("deaf");
        unsent.report(deaf, 300, now);
        UnsentBytes.Queue reading = queue("reading");
        unsent.report(reading, 400, now);
        now = 1000;
        unsent.report(reading, 400, 990);
        assertThat(cut).isEmpty();
        unsent.report(queue("new"), 51, now);
        assertThat(cut).containsExactly("deaf");
    }

    @Test
    void freesHalfAndCountsCutQueuesUntilTheyAreReleased() {
        List<UnsentBytes.Queue> queues = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            queues.add(queue(Integer.toString(i)));
            unsent.report(queues.get(i), 100, now++);
        }
        assertThat(cut).isEmpty();
        unsent.report(queues.get(6), 151, now);
        assertThat(cut).containsExactly("0", "1", "2");
        assertThat(unsent.held()).isEqualTo(751);
        unsent.report(queues.get(6), 152, now);
        assertThat(cut).as("enough are on their way out").hasSize(3);
        for (int i = 0; i < 3; i++) {
            unsent.report(queues.get(i), 0, now);
        }
        assertThat(unsent.held()).isEqualTo(452);
        unsent.report(queues.get(6), 452, now);
        assertThat(cut).as("a queue that is gone cannot be cut").containsExactly("0", "1", "2", "6");
    }

    @Test
    void nothingGrowsBeyondTheBoundBeforeTheCutQueuesEnd() {
        unsent.report(queue("stuck"), 740, now);
        now = 1000;
        unsent.report(queue("second"), 200, now);
        assertThat(cut).containsExactly("stuck");
        unsent.report(queue("third"), 61, now);
        assertThat(cut).containsExactly("stuck", "third");
    }

    @Test
    void aShrinkingQueueCutsNobody() {
        UnsentBytes.Queue large = queue("large");
        unsent.report(large, 2000, now);
        assertThat(cut).containsExactly("large");
        unsent.report(large, 1900, now);
        assertThat(cut).hasSize(1);
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
        assertThat(cut).containsExactly("stuck");
        unsent.report(queue("third"), 100, now);
        assertThat(unsent.held()).isGreaterThan(1000);
        unsent.report(reading, 20, now);
        assertThat(cut).containsExactly("stuck", "third");
    }
}
