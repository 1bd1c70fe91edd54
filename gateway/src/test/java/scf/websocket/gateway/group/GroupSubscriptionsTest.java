package scf.websocket.gateway.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class GroupSubscriptionsTest {
    private static final GroupKey ROOM = new GroupKey("api", "room");

    private final RecordingBus bus = new RecordingBus();
    private final Deque<Runnable> timers = new ArrayDeque<>();
    private long seconds;
    private final GroupSubscriptions subscriptions = new GroupSubscriptions(
            (task, delay) -> timers.add(task), () -> Duration.ofSeconds(seconds).toNanos());

    GroupSubscriptionsTest() {
        subscriptions.connect(bus);
    }

    /** Time passes, and every timer that was set before fires. */
    private void pass(int more) {
        seconds += more;
        int due = timers.size();
        for (int i = 0; i < due; i++) {
            timers.remove().run();
        }
    }

    @Test
    void subscribesWithTheFirstHolderAndUnsubscribesTenSecondsAfterTheLast() {
        subscriptions.hold(ROOM);
        subscriptions.hold(ROOM);
        subscriptions.release(ROOM);
        pass(60);
        assertThat(bus.calls).containsExactly("subscribe room");
        subscriptions.release(ROOM);
        pass(9);
        assertThat(bus.calls).containsExactly("subscribe room");
        pass(1);
        assertThat(bus.calls).containsExactly("subscribe room", "unsubscribe room");
        assertThat(subscriptions.size()).isZero();
        subscriptions.hold(ROOM);
        assertThat(bus.calls).endsWith("subscribe room").hasSize(3);
    }

    @Test
    void keepsTheSubscriptionForAHolderThatComesBackAndSetsOneTimer() {
        for (int i = 0; i < 100; i++) {
            subscriptions.hold(ROOM);
            subscriptions.release(ROOM);
        }
        assertThat(timers).hasSize(1);
        pass(5);
        subscriptions.hold(ROOM);
        subscriptions.release(ROOM);
        pass(5);
        assertThat(bus.calls)
                .as("ten seconds after the last release, not the first")
                .hasSize(1);
        assertThat(timers).hasSize(1);
        pass(5);
        assertThat(bus.calls).containsExactly("subscribe room", "unsubscribe room");
    }

    @Test
    void limitsTheSubscriptionsThatNobodyHolds() {
        int churn = GroupSubscriptions.MAX_LINGERING + 500;
        for (int i = 0; i < churn; i++) {
            GroupKey group = new GroupKey("api", "g" + i);
            subscriptions.hold(group);
            subscriptions.release(group);
        }
        assertThat(subscriptions.size()).isEqualTo(GroupSubscriptions.MAX_LINGERING);
        assertThat(timers).hasSize(GroupSubscriptions.MAX_LINGERING);
        pass(10);
        assertThat(subscriptions.size()).isZero();
        assertThat(bus.calls).hasSize(2 * churn);
    }

    @Test
    void aJoinWaitsForTheAcknowledgmentOfEachGroup() {
        GroupKey other = new GroupKey("api", "other");
        subscriptions.hold(ROOM);
        subscriptions.hold(other);
        CompletableFuture<Boolean> joined =
                subscriptions.acknowledged(List.of(ROOM, other)).toCompletableFuture();
        bus.acknowledgments.get(0).complete(true);
        bus.acknowledgments.get(2).complete(true);
        assertThat(joined).isNotDone();
        bus.acknowledgments.get(3).complete(true);
        assertThat(joined).isCompletedWithValue(true);
        CompletableFuture<Boolean> cut =
                subscriptions.acknowledged(List.of(ROOM)).toCompletableFuture();
        bus.acknowledgments.get(4).complete(false);
        assertThat(cut).isCompletedWithValue(false);
    }

    @Test
    void aSingleNodeSubscribesToNothing() {
        GroupSubscriptions single = new GroupSubscriptions((task, delay) -> timers.add(task), () -> 0);
        single.hold(ROOM);
        assertThat(single.acknowledged(List.of(ROOM)).toCompletableFuture()).isCompletedWithValue(true);
        single.release(ROOM);
        assertThat(single.size()).isZero();
        assertThat(timers).isEmpty();
    }

    private static final class RecordingBus implements GroupBus {
        private final List<String> calls = new ArrayList<>();
        private final List<CompletableFuture<Boolean>> acknowledgments = new ArrayList<>();

        @Override
        public void listen(int kind, Listener listener) {}

        @Override
        public CompletionStage<Boolean> subscribe(GroupKey group) {
            calls.add("subscribe " + group.name());
            CompletableFuture<Boolean> acknowledged = new CompletableFuture<>();
            acknowledgments.add(acknowledged);
            return acknowledged;
        }

        @Override
        public void unsubscribe(GroupKey group) {
            calls.add("unsubscribe " + group.name());
        }

        @Override
        public CompletionStage<Void> publish(GroupKey group, int kind, byte[] message) {
            return CompletableFuture.completedFuture(null);
        }
    }
}
