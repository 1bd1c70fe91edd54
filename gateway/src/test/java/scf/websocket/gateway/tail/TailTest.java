package scf.websocket.gateway.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import scf.websocket.event.DataType;
import scf.websocket.gateway.session.OutboundFrame;

/** The rules of a tail one by one; {@link TailModelTest} tries their combinations. */
class TailTest {
    private final AtomicLong bytes = new AtomicLong();
    private final List<String> duplicates = new ArrayList<>();
    private long now;

    private final TailOutput output = new TailOutput() {
        @Override
        public void deliver(List<TailMember> members, TailMessage message) {
            members.forEach(member -> member.recipient().deliver(message));
        }

        @Override
        public void lost(TailMember member) {
            member.recipient().lost();
        }

        @Override
        public void duplicate() {
            duplicates.add("duplicate");
        }
    };

    private final Tail tail = newTail("E", 0, 1 << 20);

    private Tail newTail(String epoch, long after, long maxBytes) {
        return new Tail(epoch, after, output, new TailMemory(bytes, maxBytes, () -> {}), new Random(1), now);
    }

    private SimulatedMember join(String epoch, long after) {
        SimulatedMember client = new SimulatedMember("a member", DataType.TEXT, epoch, after);
        tail.join(client.member(), now);
        return client;
    }

    /** Lets the first pull find nothing. */
    private void settle() {
        tail.subscribed(now);
        pull("E", tail.pulledAfter());
    }

    private void pull(String epoch, long top, TailMessage... messages) {
        assertThat(tail.wantsPull(now)).isTrue();
        tail.beginPull();
        answer(epoch, top, messages);
    }

    private void answer(String epoch, long top, TailMessage... messages) {
        tail.pulled(new TailAnswer("group", epoch, top, List.of(messages)), now);
    }

    private static TailMessage message(String epoch, long seq) {
        return new TailMessage(epoch, seq, OutboundFrame.text(epoch + seq), null);
    }

    private void send(long... numbers) {
        for (long number : numbers) {
            tail.send(message("E", number), now);
        }
    }

    private void after(Duration time) {
        now += time.toNanos();
        tail.tick(now);
    }

    private static List<String> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(seq -> "E:" + seq).toList();
    }

    @Test
    void deliversInOrderAndEachNumberOnce() {
        SimulatedMember member = join("E", 0);
        send(2, 1, 1, 4, 2, 3);
        assertThat(member.log()).isEqualTo(numbers(1, 4));
        assertThat(duplicates).hasSize(2);
    }

    @Test
    void pullsOnceItIsSubscribedAndThenRests() {
        join("E", 0);
        assertThat(tail.wantsPull(now)).isFalse();
        settle();
        assertThat(tail.wantsPull(now)).isFalse();
        assertThat(tail.dueIn(now)).isBetween(TailDoubt.IDLE.toNanos(), 2 * TailDoubt.IDLE.toNanos());
    }

    @Test
    void pullsEveryFiveSecondsWhileItIsNotSubscribed() {
        join("E", 0);
        after(Duration.ofMillis(4999));
        assertThat(tail.wantsPull(now)).isFalse();
        after(Duration.ofMillis(1));
        pull("E", 0);
        assertThat(tail.dueIn(now)).isEqualTo(TailDoubt.UNSUBSCRIBED.toNanos());
    }

    @Test
    void pullsWhenAGapLastsForTwoHundredMilliseconds() {
        SimulatedMember member = join("E", 0);
        settle();
        send(2);
        after(Duration.ofMillis(199));
        assertThat(tail.wantsPull(now)).isFalse();
        after(Duration.ofMillis(1));
        pull("E", 2, message("E", 1), message("E", 2));
        assertThat(member.log()).isEqualTo(numbers(1, 2));
    }

    @Test
    void pullsForAMessageWithoutDataAtOnce() {
        join("E", 0);
        settle();
        tail.send(message("E", 1).withoutData(), now);
        assertThat(tail.wantsPull(now)).isTrue();
    }

    @Test
    void replaysTheRingToAMemberThatJoinsALittleBehind() {
        join("E", 0);
        settle();
        send(1, 2, 3);
        SimulatedMember behind = join("E", 1);
        assertThat(behind.log()).isEqualTo(numbers(2, 3));
        assertThat(tail.wantsPull(now)).isFalse();
    }

    @Test
    void pullsForAMemberThatTheRingDoesNotReach() {
        join("E", 0);
        settle();
        send(1, 2);
        after(TailRing.MAX_AGE);
        SimulatedMember behind = join("E", 0);
        assertThat(tail.wantsPull(now)).isTrue();
        tail.beginPull();
        assertThat(tail.pulledAfter()).isZero();
        send(3);
        answer("E", 2, message("E", 1), message("E", 2));
        assertThat(behind.log())
                .as("with the message that came during the pull")
                .isEqualTo(numbers(1, 3));
    }

    @Test
    void aDoubtDuringAPullKeepsItsDelay() {
        join("E", 0);
        tail.subscribed(now);
        tail.beginPull();
        tail.publishFailed(now);
        answer("E", 0);
        assertThat(tail.wantsPull(now)).isFalse();
        after(Tail.SPREAD);
        assertThat(tail.wantsPull(now)).isTrue();
    }

    @Test
    void aDoubtDuringAPullLeadsToAnother() {
        join("E", 0);
        tail.subscribed(now);
        tail.beginPull();
        tail.send(message("E", 1).withoutData(), now);
        answer("E", 0);
        now += Duration.ofMillis(200).toNanos();
        assertThat(tail.wantsPull(now)).isTrue();
    }

    @Test
    void aMemberThatJoinsDuringAPullKnowsMoreThanItsAnswer() {
        SimulatedMember old = join("E", 0);
        tail.subscribed(now);
        tail.beginPull();
        SimulatedMember next = join("F", 1);
        answer("E", 0);
        assertThat(next.isLost()).isFalse();
        now += Duration.ofMillis(200).toNanos();
        pull("F", 2);
        pull("F", 2, message("F", 2));
        assertThat(old.isLost()).isTrue();
        assertThat(next.log()).containsExactly("F:2");
    }

    @Test
    void aMemberOfAnEpochThatIsGoneIsLost() {
        SimulatedMember present = join("E", 0);
        settle();
        SimulatedMember late = join("D", 9);
        pull("E", 0);
        assertThat(late.isLost()).isTrue();
        assertThat(present.isLost()).isFalse();
    }

    @Test
    void theAnswerToAPullOfAnEarlierLifeIsIgnored() {
        SimulatedMember gone = new SimulatedMember("gone", DataType.TEXT, "E", 0);
        TailMember member = gone.member();
        tail.join(member, now);
        tail.subscribed(now);
        tail.beginPull();
        tail.leave(member, now);
        SimulatedMember next = join("F", 5);
        answer("E", 0);
        assertThat(next.isLost()).isFalse();
        pull("F", 6, message("F", 6));
        assertThat(next.log()).containsExactly("F:6");
    }

    @Test
    void aMemberBelowThePrunedMessagesIsLostAndOthersAreNot() {
        SimulatedMember below = join("E", 1);
        SimulatedMember above = join("E", 3);
        tail.subscribed(now);
        pull("E", 5, message("E", 4), message("E", 5));
        assertThat(below.isLost()).isTrue();
        assertThat(above.log()).isEqualTo(numbers(4, 5));
    }

    @Test
    void aMemberThatGetsNothingFromThreePullsIsLost() {
        SimulatedMember member = join("E", 0);
        tail.subscribed(now);
        for (int i = 1; i <= Tail.MAX_FRUITLESS_PULLS; i++) {
            assertThat(member.isLost()).isFalse();
            now += Duration.ofSeconds(5).toNanos();
            pull("E", 7);
        }
        assertThat(member.isLost()).isTrue();
    }

    @Test
    void failedPullsAreRepeatedEverLater() {
        join("E", 0);
        tail.subscribed(now);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            tail.beginPull();
            tail.pullFailed(now);
            waits.add(Duration.ofNanos(tail.dueIn(now)).toMillis());
            now += tail.dueIn(now);
        }
        assertThat(waits).containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
    }

    @Test
    void aGapThatNobodyFillsForAMinuteLosesThoseBelow() {
        SimulatedMember below = join("E", 0);
        SimulatedMember above = join("E", 2);
        tail.subscribed(now);
        tail.beginPull();
        tail.pullFailed(now);
        after(Tail.MAX_LATE.minusMillis(1));
        assertThat(below.isLost()).isFalse();
        after(Duration.ofMillis(1));
        assertThat(below.isLost()).isTrue();
        send(3);
        assertThat(above.log()).isEqualTo(numbers(3, 3));
    }

    @Test
    void keepsLittle() {
        SimulatedMember member = join("E", 0);
        settle();
        for (long seq = 2; seq <= 200; seq++) {
            send(seq);
        }
        assertThat(bytes.get()).isEqualTo(64L * message("E", 2).bytes() + extraDigits());
        send(1);
        assertThat(member.log()).isEqualTo(numbers(1, 65));
        after(TailRing.MAX_AGE);
        assertThat(bytes).hasValue(0);
    }

    /** The numbers from 10 to 65 have one digit more than 2. */
    private static long extraDigits() {
        return 56;
    }

    @Test
    void aboveTheBoundOfTheNodeRingsGoFirstAndPendingMessagesNext() {
        Tail small = newTail("E", 0, 1000);
        SimulatedMember client = new SimulatedMember("a member", DataType.TEXT, "E", 0);
        small.join(client.member(), now);
        for (long seq : new long[] {1, 2, 4, 5, 6}) {
            small.send(message("E", seq), now);
        }
        assertThat(bytes.get()).isEqualTo(3L * message("E", 4).bytes());
        for (long seq : new long[] {7, 8, 3}) {
            small.send(message("E", seq), now);
        }
        assertThat(bytes.get()).isLessThanOrEqualTo(1000);
        assertThat(client.log()).as("what is missing is pulled").startsWith("E:1", "E:2", "E:3");
    }
}
