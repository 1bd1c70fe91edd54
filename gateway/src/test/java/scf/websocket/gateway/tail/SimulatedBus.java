package scf.websocket.gateway.tail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import scf.websocket.gateway.group.GroupKey;

/** Publish/subscribe between simulated nodes: messages of one sender stay in order, and some are lost. */
final class SimulatedBus {
    private final SimulatedTime time;
    private final RandomGenerator random;
    private final List<End> ends = new ArrayList<>();

    /** The share of messages that are lost. */
    double losses;

    SimulatedBus(SimulatedTime time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    End end() {
        End end = new End();
        ends.add(end);
        return end;
    }

    /** The bus as one node sees it. */
    final class End implements TailBus {
        private final Map<End, Long> arrivals = new HashMap<>();
        private final Map<GroupKey, Integer> wanted = new HashMap<>();
        private final Set<String> acknowledged = new TreeSet<>();
        private Listener listener = new NoListener();
        private boolean isCut;

        @Override
        public void listen(Listener all) {
            listener = all;
        }

        @Override
        public void subscribe(GroupKey group) {
            wanted.merge(group, 1, Integer::sum);
            acknowledgeLater(group);
        }

        private void acknowledgeLater(GroupKey group) {
            if (!isCut) {
                time.schedule(
                        () -> {
                            if (!isCut && wanted.containsKey(group)) {
                                acknowledged.add(group.name());
                                listener.subscribed(group);
                            }
                        },
                        delay(50));
            }
        }

        @Override
        public void unsubscribe(GroupKey group) {
            if (wanted.merge(group, -1, Integer::sum) == 0) {
                wanted.remove(group);
                acknowledged.remove(group.name());
            }
        }

        @Override
        public boolean hasOthers() {
            return true;
        }

        @Override
        public CompletionStage<Void> publish(GroupKey group, byte[] message) {
            if (isCut) {
                return CompletableFuture.failedFuture(new IllegalStateException("cut"));
            }
            for (End other : ends) {
                if (other != this && random.nextDouble() >= losses) {
                    long delay = delay(80).toNanos();
                    Long before = arrivals.get(other);
                    if (before != null) {
                        delay = Math.max(delay, before - time.nanoTime());
                    }
                    arrivals.put(other, time.nanoTime() + delay);
                    time.schedule(() -> other.arrive(group, message), Duration.ofNanos(delay));
                }
            }
            return CompletableFuture.completedFuture(null);
        }

        private void arrive(GroupKey group, byte[] message) {
            if (!isCut && acknowledged.contains(group.name())) {
                listener.received(group, message);
            }
        }

        void cut() {
            if (!isCut) {
                isCut = true;
                acknowledged.clear();
                // Nobody notices at once.
                time.schedule(() -> wanted.keySet().forEach(listener::lost), delay(300));
            }
        }

        void restore() {
            if (isCut) {
                isCut = false;
                time.schedule(
                        () -> wanted.keySet().forEach(this::acknowledgeLater),
                        delay(500).plusMillis(300));
            }
        }

        boolean isCut() {
            return isCut;
        }
    }

    private Duration delay(int mostMillis) {
        return Duration.ofMillis(random.nextInt(mostMillis));
    }
}
