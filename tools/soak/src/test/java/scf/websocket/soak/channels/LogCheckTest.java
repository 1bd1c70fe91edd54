package scf.websocket.soak.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogCheckTest {
    private static final Map<Position, String> STORED = new HashMap<>();

    static {
        for (String epoch : List.of("a", "b")) {
            for (int i = 1; i <= 9; i++) {
                STORED.put(new Position(epoch, i), epoch + i);
            }
        }
    }

    private static Observation first(long offset) {
        return new Observation.Subscribed(false, false, new Position("a", offset));
    }

    private static Observation recovered(String epoch, long offset) {
        return new Observation.Subscribed(true, true, new Position(epoch, offset));
    }

    private static Observation notRecovered(String epoch, long offset) {
        return new Observation.Subscribed(true, false, new Position(epoch, offset));
    }

    private static List<Observation> heard(String epoch, long... offsets) {
        return Arrays.stream(offsets)
                .mapToObj(offset -> (Observation) new Observation.Heard(offset, epoch + offset))
                .toList();
    }

    /** @param parts observations and lists of them */
    private static LogCheck check(Object... parts) {
        List<Observation> log = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Observation one) {
                log.add(one);
            } else {
                ((List<?>) part).forEach(one -> log.add((Observation) one));
            }
        }
        return new LogCheck(STORED).read(log);
    }

    @Test
    void acceptsARunAcrossReconnects() {
        LogCheck check = check(
                first(2), heard("a", 3, 4), recovered("a", 6), heard("a", 5, 6, 7), recovered("a", 7), heard("a", 8));
        assertThat(check.violations()).isEmpty();
        assertThat(check.losses()).isZero();
        assertThat(check.last()).isEqualTo(new Position("a", 8));
    }

    @Test
    void acceptsALossThatTheClientWasToldOf() {
        LogCheck check = check(first(0), heard("a", 1), notRecovered("a", 6), heard("a", 7), notRecovered("b", 2));
        assertThat(check.violations()).isEmpty();
        assertThat(check.losses()).isEqualTo(2);
        assertThat(check.last()).isEqualTo(new Position("b", 2));
    }

    @Test
    void acceptsAFreshStartOfAClientThatHadLeft() {
        assertThat(check(first(0), heard("a", 1), new Observation.Left(), first(6), heard("a", 7))
                        .violations())
                .isEmpty();
    }

    @Test
    void doesNotCountWhatTheClientItselfSkipped() {
        LogCheck check =
                check(first(2), heard("a", 3), new Observation.Stray(6, "a6"), recovered("a", 7), heard("a", 7));
        assertThat(check.violations()).isEmpty();
        assertThat(check(first(2), new Observation.Stray(4, "a4"), heard("a", 6))
                        .violations())
                .hasSize(1);
    }

    @Test
    void findsAGap() {
        assertThat(check(first(0), heard("a", 1, 3)).violations())
                .singleElement()
                .asString()
                .contains("a gap");
    }

    @Test
    void findsAGapBehindTheReply() {
        assertThat(check(first(3), heard("a", 5)).violations()).hasSize(1);
    }

    @Test
    void findsADuplicate() {
        assertThat(check(first(0), heard("a", 1, 2, 2)).violations())
                .singleElement()
                .asString()
                .contains("twice");
    }

    @Test
    void findsWhatIsRecoveredAlthoughItWasHeard() {
        assertThat(check(first(0), heard("a", 1, 2), recovered("a", 2), heard("a", 2, 3))
                        .violations())
                .hasSize(1);
    }

    @Test
    void findsAWrongOrder() {
        assertThat(check(first(2), heard("a", 4, 3)).violations())
                .hasSize(2)
                .anyMatch(violation -> violation.contains("[epoch=a, offset=3] after"));
    }

    @Test
    void findsASilentLossInARecovery() {
        assertThat(check(first(0), heard("a", 1), recovered("a", 5), heard("a", 6))
                        .violations())
                .singleElement()
                .asString()
                .contains("a gap");
    }

    @Test
    void findsASilentLossInASubscriptionThatBeginsAnew() {
        assertThat(check(first(0), heard("a", 1), first(5), heard("a", 6)).violations())
                .singleElement()
                .asString()
                .contains("without a word");
    }

    @Test
    void findsARecoveryIntoAnotherEpoch() {
        assertThat(check(first(0), heard("a", 1), recovered("b", 1)).violations())
                .singleElement()
                .asString()
                .contains("another epoch");
    }

    @Test
    void findsAPublicationThatNobodyStored() {
        assertThat(check(first(0), new Observation.Heard(1, "forged")).violations())
                .singleElement()
                .asString()
                .contains("forged");
    }

    @Test
    void findsAPublicationBeforeTheSubscription() {
        assertThat(check(heard("a", 1)).violations()).hasSize(1);
    }
}
