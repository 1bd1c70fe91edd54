package scf.websocket.gateway.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The promise of tails, in random histories of three nodes: each member gets a gapless run of one epoch, which {@link
 * SimulatedMember} checks with each message, or is lost; and what was stored arrives.
 */
class TailModelTest {
    private static final int SMOKE = 300;
    private static final int PROOF = 20_000;

    /** The longest time without a pull, one pull, and the window before it. */
    private static final Duration LAST_COMMIT_ARRIVES = Duration.ofSeconds(40).plusMillis(400);

    /** The last send, the patience with gaps, and three pulls with a backoff. */
    private static final Duration GAP_IS_FILLED = Duration.ofMillis(2500);

    /** Time for the backoff of pulls that failed before. */
    private static final Duration BACKOFF = Duration.ofSeconds(6);

    private interface History {
        void run(SimulatedCluster cluster);
    }

    private static void forSeeds(int count, History history) {
        for (long seed = 1; seed <= count; seed++) {
            try {
                history.run(new SimulatedCluster(seed));
            } catch (RuntimeException | Error failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    /** Publishers that finish in any order or die, messages that are lost, joins and leaves: nobody is lost. */
    private static void withoutLossOfHistory(SimulatedCluster cluster) {
        cluster.bus.losses = cluster.random.nextInt(3) * 0.1;
        for (int i = 0; i < 60; i++) {
            switch (cluster.random.nextInt(8)) {
                case 0, 1 -> cluster.join();
                case 2 -> cluster.leave();
                default -> cluster.publish(0.1);
            }
            cluster.time.run(Duration.ofMillis(cluster.random.nextInt(300)));
        }
        cluster.publish(1);
        cluster.time.run(LAST_COMMIT_ARRIVES);
        cluster.assertAllHaveEverything();
        assertThat(cluster.members).noneMatch(SimulatedMember::isLost);
    }

    /** Publishers die, but a later message shows it: what is missing comes without waiting for the rest of a tail. */
    private static void withGapsThatShow(SimulatedCluster cluster) {
        for (int i = 0; i < 40; i++) {
            if (cluster.random.nextInt(5) == 0) {
                cluster.join();
            }
            cluster.publish(0.3);
            cluster.time.run(Duration.ofMillis(cluster.random.nextInt(200)));
        }
        cluster.publish(0);
        cluster.time.run(GAP_IS_FILLED);
        cluster.assertAllHaveEverything();
        int pulls = cluster.store.pulls;
        cluster.time.run(TailDoubt.IDLE.multipliedBy(2));
        assertThat(cluster.store.pulls - pulls).as("pulls of a tail at rest").isLessThanOrEqualTo(3 * 2);
    }

    /** The same, with nodes cut from the bus, functions that fail, pruned messages and new epochs. */
    private static void withEveryFault(SimulatedCluster cluster) {
        cluster.bus.losses = cluster.random.nextInt(3) * 0.1;
        cluster.store.flaws = cluster.random.nextInt(3) * 0.2;
        for (int i = 0; i < 80; i++) {
            switch (cluster.random.nextInt(24)) {
                case 0, 1, 2, 3 -> cluster.join();
                case 4, 5 -> cluster.leave();
                case 6 -> cluster.cutOrRestore();
                case 7 -> cluster.store.fails = !cluster.store.fails && cluster.random.nextBoolean();
                case 8 -> cluster.store.prune(cluster.random.nextInt(4));
                case 9 -> {
                    if (cluster.random.nextInt(3) == 0) {
                        cluster.store.changeEpoch();
                    }
                }
                default -> cluster.publish(0.1);
            }
            cluster.time.run(Duration.ofMillis(cluster.random.nextInt(300)));
        }
        cluster.heal();
        cluster.publish(1);
        cluster.time.run(LAST_COMMIT_ARRIVES.plus(BACKOFF));
        cluster.assertAllHaveEverything();
    }

    private static void leavesNothingBehind(SimulatedCluster cluster) {
        withEveryFault(cluster);
        cluster.leaveAll();
        cluster.time.run(Tail.LINGER.plusSeconds(2));
        assertThat(cluster.tails).hasValue(0);
        assertThat(cluster.bytes).hasValue(0);
        assertThat(cluster.time.scheduled()).isZero();
    }

    @Test
    void nobodyIsLostWhileTheHistoryIsThere() {
        forSeeds(SMOKE, TailModelTest::withoutLossOfHistory);
    }

    @Test
    void aGapThatShowsIsFilledSoonAndThenTheTailsRest() {
        forSeeds(SMOKE, TailModelTest::withGapsThatShow);
    }

    @Test
    void everyMemberGetsAGaplessRunOfOneEpochOrIsLost() {
        forSeeds(SMOKE, TailModelTest::withEveryFault);
    }

    @Test
    void nothingIsLeftOnceEverybodyHasGone() {
        forSeeds(SMOKE / 3, TailModelTest::leavesNothingBehind);
    }

    @Test
    @Tag("proof")
    void thousandsOfHistories() {
        forSeeds(PROOF, TailModelTest::withoutLossOfHistory);
        forSeeds(PROOF, TailModelTest::withGapsThatShow);
        forSeeds(PROOF, TailModelTest::leavesNothingBehind);
    }
}
