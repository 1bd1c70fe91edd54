package scf.websocket.gateway.tail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.session.EventLoopTasks;

/**
 * Some of the node's tails, on one thread: calls them, runs their timers and pulls, and drops those without members.
 * Methods are called on {@link #executor}.
 */
final class TailLane implements TailOutput {
    private final Map<GroupKey, RunningTail> tails = new HashMap<>();
    private final TailExecutor executor;
    private final TailMemory memory;
    private final Node node;

    /**
     * What the lanes of a node share.
     *
     * @param count of tails
     * @param maxTails limit of this count
     */
    record Node(
            TailBus bus,
            PullQueue pulls,
            LostQueue losses,
            RandomGenerator random,
            GatewayMetrics metrics,
            AtomicInteger count,
            int maxTails) {}

    private static final class RunningTail {
        private final Tail tail;
        private Runnable cancel = () -> {};
        private long due;
        private boolean isTimed;

        RunningTail(Tail tail) {
            this.tail = tail;
        }
    }

    TailLane(TailExecutor executor, TailMemory memory, Node node) {
        this.executor = executor;
        this.memory = memory;
        this.node = node;
    }

    TailExecutor executor() {
        return executor;
    }

    // ---- what happens to the tails

    void join(GroupKey group, TailMember member) {
        RunningTail running = tails.get(group);
        if (running == null) {
            running = begin(group, member);
        }
        if (running == null) {
            lost(member);
            return;
        }
        running.tail.join(member, executor.nanoTime());
        settle(group, running);
    }

    private @Nullable RunningTail begin(GroupKey group, TailMember first) {
        if (node.count.incrementAndGet() > node.maxTails) {
            node.count.decrementAndGet();
            node.metrics.limitHit(Limit.TAILS.label());
            return null;
        }
        RunningTail running = new RunningTail(
                new Tail(first.epoch(), first.position(), this, memory, node.random, executor.nanoTime()));
        tails.put(group, running);
        node.bus.subscribe(group);
        return running;
    }

    void leave(GroupKey group, TailMember member) {
        RunningTail running = tails.get(group);
        if (running != null) {
            running.tail.leave(member, executor.nanoTime());
            settle(group, running);
        }
    }

    /** A publisher or another node has sent a message. */
    void send(GroupKey group, TailMessage message) {
        RunningTail running = tails.get(group);
        if (running != null) {
            running.tail.send(message, executor.nanoTime());
            settle(group, running);
        }
    }

    void publishFailed(GroupKey group) {
        RunningTail running = tails.get(group);
        if (running != null) {
            running.tail.publishFailed(executor.nanoTime());
            settle(group, running);
        }
    }

    void subscribed(GroupKey group) {
        RunningTail running = tails.get(group);
        if (running != null) {
            running.tail.subscribed(executor.nanoTime());
            settle(group, running);
        }
    }

    /** Messages of other nodes may be missing in the group. */
    void unsubscribed(GroupKey group) {
        RunningTail running = tails.get(group);
        if (running != null) {
            running.tail.unsubscribed(executor.nanoTime());
            settle(group, running);
        }
    }

    // ---- pulls and timers

    private void settle(GroupKey group, RunningTail running) {
        long now = executor.nanoTime();
        running.tail.tick(now);
        if (running.tail.isExpired(now)) {
            end(group, running);
            return;
        }
        if (running.tail.wantsPull(now)) {
            pull(group, running);
        }
        time(group, running, now);
    }

    private void end(GroupKey group, RunningTail running) {
        running.cancel.run();
        running.tail.end();
        tails.remove(group, running);
        node.count.decrementAndGet();
        node.bus.unsubscribe(group);
    }

    private void pull(GroupKey group, RunningTail running) {
        DoubtCause cause = running.tail.beginPull();
        node.metrics.tailPull(cause.label());
        TailPull pull = new TailPull(group, running.tail.epoch(), running.tail.pulledAfter());
        node.pulls.add(pull, answer -> executor.execute(() -> pulled(group, running, answer)));
    }

    private void pulled(GroupKey group, RunningTail running, Optional<TailAnswer> answer) {
        if (tails.get(group) != running) {
            return;
        }
        long now = executor.nanoTime();
        answer.ifPresentOrElse(found -> running.tail.pulled(found, now), () -> running.tail.pullFailed(now));
        settle(group, running);
    }

    /** One timer a tail, for whatever is due first. A timer that is early does no harm. */
    private void time(GroupKey group, RunningTail running, long now) {
        long dueIn = running.tail.dueIn(now);
        if (dueIn == Long.MAX_VALUE || (running.isTimed && running.due - (now + dueIn) <= 0)) {
            return;
        }
        running.cancel.run();
        running.due = now + dueIn;
        running.isTimed = true;
        running.cancel = executor.schedule(
                () -> {
                    running.isTimed = false;
                    settle(group, running);
                },
                Duration.ofNanos(dueIn));
    }

    // ---- what the tails do

    @Override
    public void deliver(List<TailMember> members, TailMessage message) {
        Map<Executor, List<TailRecipient>> byLoop = new HashMap<>();
        for (TailMember member : members) {
            byLoop.computeIfAbsent(member.recipient().eventLoop(), loop -> new ArrayList<>())
                    .add(member.recipient());
        }
        // Each lane has one thread, so its tasks keep their order on every event loop, including its own.
        EventLoopTasks tasks = new EventLoopTasks();
        byLoop.forEach((loop, recipients) -> tasks.start(
                loop,
                () -> recipients.forEach(recipient ->
                        PortCall.run("the delivery of a numbered message", () -> recipient.deliver(message)))));
    }

    @Override
    public void lost(TailMember member) {
        node.metrics.tailMemberLost();
        node.losses.add(member.recipient());
    }

    @Override
    public void duplicate() {
        node.metrics.tailDuplicate();
    }
}
