package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisSlotVotesTest {
    private static final RedisAddress A = new RedisAddress("10.0.0.1", 6379);
    private static final RedisAddress B = new RedisAddress("10.0.0.2", 6379);
    private static final RedisAddress C = new RedisAddress("10.0.0.3", 6379);
    private static final RedisAddress REPLICA_OF_A = new RedisAddress("10.0.0.4", 6379);
    private static final RedisSlots OLD = map(A, B, C);
    private static final RedisSlots NEW = map(REPLICA_OF_A, B, C);

    private final RedisSlotVotes votes = new RedisSlotVotes();

    /** A map in which each primary has as many slots. */
    private static RedisSlots map(RedisAddress... primaries) {
        List<Object> ranges = new ArrayList<>();
        for (int i = 0; i < primaries.length; i++) {
            ranges.add(range(16_384L * i / primaries.length, 16_384L * (i + 1) / primaries.length - 1, primaries[i]));
        }
        return RedisSlots.parse(ranges, A);
    }

    private static List<Object> range(long first, long last, RedisAddress primary) {
        return List.of(first, last, List.of(primary.host(), (long) primary.port(), "id"));
    }

    @Test
    void aPrimaryThatIsCutOffIsOutvotedInWhateverOrderTheyAnswer() {
        Map<RedisAddress, RedisSlots> maps = Map.of(A, OLD, B, NEW, C, NEW);
        for (List<RedisAddress> order : List.of(List.of(A, B, C), List.of(B, A, C), List.of(B, C, A))) {
            RedisSlotVotes each = new RedisSlotVotes();
            order.forEach(server -> each.add(server, maps.get(server)));
            assertThat(each.isDecided()).isTrue();
            assertThat(each.isUnanimous()).isFalse();
            assertThat(each.winner(OLD)).as("%s", order).isSameAs(NEW);
        }
    }

    @Test
    void moreThanHalfOfThePrimariesDecide() {
        assertThat(votes.isEmpty()).isTrue();
        votes.add(B, NEW);
        assertThat(votes.isDecided()).isFalse();
        assertThat(votes.isUnanimous()).isTrue();
        votes.add(REPLICA_OF_A, map(REPLICA_OF_A, B, C));
        assertThat(votes.isDecided()).isTrue();
    }

    @Test
    void aReplicaKnowsAMapButHasNoVote() {
        votes.add(REPLICA_OF_A, OLD);
        assertThat(votes.winner(null)).isSameAs(OLD);
        votes.add(new RedisAddress("10.0.0.5", 6379), OLD);
        assertThat(votes.isDecided()).isFalse();
        votes.add(B, NEW);
        assertThat(votes.winner(null)).isSameAs(NEW);
    }

    @Test
    void ofTwoPrimariesThePresentMapStaysUntilThePromotedReplicaIsAsked() {
        RedisSlots before = map(A, B);
        RedisSlots after = map(REPLICA_OF_A, B);
        votes.add(A, before);
        votes.add(B, after);
        assertThat(votes.isDecided()).isFalse();
        assertThat(votes.winner(null)).isSameAs(before);
        assertThat(votes.winner(before)).isSameAs(before);
        assertThat(votes.winner(after)).isSameAs(after);
        votes.add(REPLICA_OF_A, after);
        assertThat(votes.isDecided()).isTrue();
        assertThat(votes.winner(before)).isSameAs(after);
    }

    @Test
    void whileASlotMovesTheMapOfMostIsTaken() {
        RedisSlots moved = RedisSlots.parse(List.of(range(0, 9, B), range(10, 8191, A), range(8192, 16_383, B)), A);
        RedisSlots before = map(A, B);
        votes.add(A, moved);
        votes.add(B, before);
        votes.add(C, moved);
        assertThat(votes.isDecided()).as("C has no slots").isFalse();
        assertThat(votes.winner(before)).isSameAs(before);
        RedisSlotVotes later = new RedisSlotVotes();
        later.add(A, moved);
        later.add(B, moved);
        assertThat(later.isDecided()).isTrue();
    }

    @Test
    void aMapWithoutAllSlotsDecidesNothing() {
        RedisSlots alone = RedisSlots.parse(List.of(range(0, 5460, A)), A);
        votes.add(A, alone);
        assertThat(votes.isDecided()).isFalse();
        votes.add(B, NEW);
        votes.add(C, NEW);
        assertThat(votes.winner(alone)).isSameAs(NEW);
    }

    @Test
    void withoutAnAnswerThereIsNoWinner() {
        assertThatThrownBy(() -> votes.winner(OLD)).isInstanceOf(IllegalStateException.class);
    }
}
