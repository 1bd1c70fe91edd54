package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.metrics.FunctionKind;

/** How kinds of functions, and functions, share the places. */
class FairPermitsTest {
    private final FairPermits places = new FairPermits(512);

    /** Takes all that it gets, and leaves the line. */
    private int takeAll(FairPermits.Lane lane) {
        Runnable turn = () -> {};
        int taken = 0;
        while (places.takeOrWait(lane, turn)) {
            taken++;
        }
        assertThat(places.leave(lane, turn)).isTrue();
        return taken;
    }

    @ParameterizedTest
    @EnumSource
    void aSlowKindLeavesTheOthersTheirPlaces(FunctionKind slow) {
        List<FairPermits.Lane> others = new ArrayList<>();
        FairPermits.Lane lane = places.add(slow);
        for (FunctionKind kind : FunctionKind.values()) {
            if (kind != slow) {
                others.add(places.add(kind));
            }
        }
        assertThat(takeAll(lane)).isEqualTo(slow == FunctionKind.TRANSMISSION ? 384 : 192);
        for (FairPermits.Lane other : others) {
            assertThat(takeAll(other)).isGreaterThanOrEqualTo(64);
        }
        if (slow != FunctionKind.TRANSMISSION) {
            assertThat(places.taken()).isEqualTo(512);
        }
    }

    @Test
    void slowFunctionsLeaveOneOfAnotherApiItsPlaces() {
        List<FairPermits.Lane> slow = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            slow.add(places.add(FunctionKind.TRANSMISSION));
        }
        FairPermits.Lane other = places.add(FunctionKind.TRANSMISSION);
        slow.forEach(this::takeAll);
        assertThat(takeAll(other)).isEqualTo(512 / 2 / 2 / 4);
    }

    @Test
    void thoseWhoWaitHaveTheirTurnsByFunction() {
        FairPermits.Lane slow = places.add(FunctionKind.TRANSMISSION);
        takeAll(slow);
        List<String> begun = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            places.takeOrWait(slow, () -> begun.add("a" + number));
        }
        FairPermits.Lane other = places.add(FunctionKind.TRANSMISSION);
        takeAll(other);
        places.takeOrWait(other, () -> begun.add("b"));
        assertThat(places.next()).isNull();
        for (int i = 0; i < 200; i++) {
            places.giveBack(slow);
        }
        for (FairPermits.Turn turn = places.next(); turn != null; turn = places.next()) {
            turn.run().run();
        }
        assertThat(begun).hasSize(6).startsWith("a0", "b", "a1");
        assertThat(places.waiting()).isZero();
    }

    /** However they come and go: within the bound, and nobody who may have a place of his own is left waiting. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void thereIsAlwaysRoomForWhatIsKept(long seed) {
        Random random = new Random(seed);
        List<FairPermits.Lane> lanes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (FunctionKind kind : FunctionKind.values()) {
                lanes.add(places.add(kind));
            }
        }
        List<FairPermits.Lane> taken = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(5) == 0 && !taken.isEmpty()) {
                places.giveBack(taken.remove(random.nextInt(taken.size())));
            } else {
                FairPermits.Lane lane = lanes.get(random.nextInt(random.nextBoolean() ? 9 : 2));
                Runnable turn = () -> {};
                if (places.takeOrWait(lane, turn)) {
                    taken.add(lane);
                } else {
                    assertThat(places.leave(lane, turn)).isTrue();
                    assertThat(taken.stream().filter(lane::equals).count()).isGreaterThanOrEqualTo(512 / 8 / 2 / 3);
                }
            }
            assertThat(places.taken()).isEqualTo(taken.size()).isLessThanOrEqualTo(512);
        }
    }
}
