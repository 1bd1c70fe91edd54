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

/** How permits are divided among kinds of functions and among functions. */
class FairPermitsTest {
    private static final List<FunctionKind> OF_CLIENTS =
            List.of(FunctionKind.REGISTER, FunctionKind.TRANSMISSION, FunctionKind.CLEANUP);

    private final FairPermits permits = new FairPermits(512);

    /** Takes permits until none is left for this lane, then stops waiting. */
    private int takeAll(FairPermits.Lane lane) {
        Runnable turn = () -> {};
        int taken = 0;
        while (permits.takeOrWait(lane, turn)) {
            taken++;
        }
        assertThat(permits.leave(lane, turn)).isTrue();
        return taken;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTTP_API")
    void aSlowKindLeavesPlacesForTheOthers(FunctionKind slow) {
        List<FairPermits.Lane> otherLanes = new ArrayList<>();
        FairPermits.Lane lane = permits.add(slow);
        for (FunctionKind kind : OF_CLIENTS) {
            if (kind != slow) {
                otherLanes.add(permits.add(kind));
            }
        }
        assertThat(takeAll(lane)).isEqualTo(slow == FunctionKind.TRANSMISSION ? 384 : 192);
        for (FairPermits.Lane other : otherLanes) {
            assertThat(takeAll(other)).isGreaterThanOrEqualTo(64);
        }
        if (slow != FunctionKind.TRANSMISSION) {
            assertThat(permits.taken()).isEqualTo(512);
        }
    }

    @Test
    void theHttpApiTakesOnlyWhatIsReservedForNobody() {
        FairPermits.Lane register = permits.add(FunctionKind.REGISTER);
        FairPermits.Lane api = permits.add(FunctionKind.HTTP_API);

        assertThat(takeAll(api)).isEqualTo(512 / 4);
        assertThat(takeAll(register)).isEqualTo(64);
        assertThat(takeAll(permits.add(FunctionKind.TRANSMISSION))).isEqualTo(256);
    }

    @Test
    void slowFunctionsLeavePlacesForOtherApis() {
        List<FairPermits.Lane> slow = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            slow.add(permits.add(FunctionKind.TRANSMISSION));
        }
        FairPermits.Lane other = permits.add(FunctionKind.TRANSMISSION);
        slow.forEach(this::takeAll);
        assertThat(takeAll(other)).isEqualTo(512 / 2 / 2 / 4);
    }

    @Test
    void waitingFunctionsTakeTurns() {
        FairPermits.Lane slow = permits.add(FunctionKind.TRANSMISSION);
        takeAll(slow);
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            permits.takeOrWait(slow, () -> started.add("a" + number));
        }
        FairPermits.Lane other = permits.add(FunctionKind.TRANSMISSION);
        takeAll(other);
        permits.takeOrWait(other, () -> started.add("b"));
        assertThat(permits.next()).isNull();
        for (int i = 0; i < 200; i++) {
            permits.giveBack(slow);
        }
        for (FairPermits.Turn turn = permits.next(); turn != null; turn = permits.next()) {
            turn.run().run();
        }
        assertThat(started).hasSize(6).startsWith("a0", "b", "a1");
        assertThat(permits.waiting()).isZero();
    }

    /** In any order of calls the bound holds, and no lane waits while one of its reserved permits is free. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aLaneIsRefusedOnlyAboveItsReservedShare(long seed) {
        Random random = new Random(seed);
        List<FairPermits.Lane> lanes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (FunctionKind kind : OF_CLIENTS) {
                lanes.add(permits.add(kind));
            }
        }
        List<FairPermits.Lane> taken = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(5) == 0 && !taken.isEmpty()) {
                permits.giveBack(taken.remove(random.nextInt(taken.size())));
            } else {
                FairPermits.Lane lane = lanes.get(random.nextInt(random.nextBoolean() ? 9 : 2));
                Runnable turn = () -> {};
                if (permits.takeOrWait(lane, turn)) {
                    taken.add(lane);
                } else {
                    assertThat(permits.leave(lane, turn)).isTrue();
                    assertThat(taken.stream().filter(lane::equals).count()).isGreaterThanOrEqualTo(512 / 8 / 2 / 3);
                }
            }
            assertThat(permits.taken()).isEqualTo(taken.size()).isLessThanOrEqualTo(512);
        }
    }
}
