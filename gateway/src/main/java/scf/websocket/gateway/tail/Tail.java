package scf.websocket.gateway.tail;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The tail of an ordered group on this node: delivers messages in order at once and, whenever one may be missing, asks
 * the function by a pull. The promise: each member gets a gapless run of one epoch, or is lost.
 *
 * <p>One thread at a time. Knows no clock: {@code now} is a time in nanoseconds of a monotonic clock. After each call the
 * owner asks {@link #wantsPull} and {@link #dueIn}.
 */
final class Tail {
    /** A tail outlasts its last member by this, because members often come back. */
    static final Duration LINGER = Duration.ofSeconds(10);

    /** A member that waits for longer, although the function may still have its messages, is lost. */
    static final Duration MAX_LATE = Duration.ofSeconds(60);

    /** A reconnect to Redis affects all tails; their pulls are spread over this. */
    static final Duration SPREAD = Duration.ofSeconds(2);

    /** A member that gets nothing from this number of pulls, although there are messages, is lost. */
    static final int MAX_FRUITLESS_PULLS = 3;

    private final TailDoubt doubt;
    private final TailGap gap = new TailGap();
    private final TailMembers members = new TailMembers();
    private final TailSequence sequence;
    private boolean isEmpty = true;
    private long emptySince;

    /** The pull under way asks for the messages after this number. */
    private long pulledAfter;

    /** The tail began anew while a pull was under way, whose answer belongs to its former life. */
    private boolean isAnswerStale;

    /**
     * Creates a tail without members; the owner then adds one.
     *
     * @param after the number of the last message that the first member has
     */
    Tail(String epoch, long after, TailOutput output, TailMemory memory, RandomGenerator random, long now) {
        this.doubt = new TailDoubt(random, now);
        this.sequence = new TailSequence(epoch, after, output, memory, doubt, members, gap);
        this.emptySince = now;
    }

    // ---- members and messages

    void join(TailMember member, long now) {
        member.joined(doubt.pulls());
        if (members.isEmpty() && !isSure(member)) {
            sequence.restart(member.epoch(), member.position());
            isAnswerStale = doubt.isUnderWay();
            if (doubt.isSubscribed()) {
                doubt.raise(DoubtCause.NEW, now);
            }
        }
        if (member.epoch().equals(sequence.epoch())) {
            sequence.enter(member, now);
        } else {
            members.waitForEpoch(member, now);
            doubt.raise(DoubtCause.EPOCH, now);
        }
        membersChanged(now);
    }

    /** Whether a tail without members, which asks nothing, still knows the end of the member's epoch. */
    private boolean isSure(TailMember member) {
        return doubt.isSubscribed()
                && member.epoch().equals(sequence.epoch())
                && member.position() <= sequence.top()
                && !gap.isOpen()
                && !doubt.isUnderWay()
                && !sequence.hasForeign();
    }

    void leave(TailMember member, long now) {
        if (members.remove(member)) {
            sequence.skipUnwanted(now);
            membersChanged(now);
        }
    }

    private void membersChanged(long now) {
        if (members.isEmpty() && !isEmpty) {
            emptySince = now;
        }
        isEmpty = members.isEmpty();
    }

    /** A publisher has sent a message, on this node or another. */
    void send(TailMessage message, long now) {
        sequence.send(message, now);
    }

    // ---- doubt

    void subscribed(long now) {
        if (!doubt.isSubscribed()) {
            boolean isNew = doubt.pulls() == 0;
            doubt.subscribed(true, now);
            doubt.raise(isNew ? DoubtCause.NEW : DoubtCause.SUBSCRIPTION, now, isNew ? 0 : SPREAD.toNanos());
        }
    }

    void unsubscribed(long now) {
        if (doubt.isSubscribed()) {
            doubt.subscribed(false, now);
            doubt.raise(DoubtCause.SUBSCRIPTION, now, SPREAD.toNanos());
        }
    }

    void publishFailed(long now) {
        doubt.raise(DoubtCause.PUBLISH, now, SPREAD.toNanos());
    }

    boolean wantsPull(long now) {
        return !members.isEmpty() && doubt.dueIn(now) == 0;
    }

    String epoch() {
        return sequence.epoch();
    }

    /** Begins a pull of what follows {@link #pulledAfter}; {@link #pulled} or {@link #pullFailed} must follow. */
    DoubtCause beginPull() {
        pulledAfter = members.hasLaggards() ? Math.min(sequence.top(), members.leastPosition()) : sequence.top();
        isAnswerStale = false;
        return doubt.begin();
    }

    long pulledAfter() {
        return pulledAfter;
    }

    void pullFailed(long now) {
        doubt.again(now);
    }

    void pulled(TailAnswer answer, long now) {
        if (isAnswerStale) {
            doubt.more(now);
            return;
        }
        boolean progress = true;
        if (answer.epoch().equals(sequence.epoch())) {
            progress = sequence.take(answer.messages(), pulledAfter, now);
            judge(answer.top(), now);
            sequence.see(answer.top(), now);
        } else {
            sequence.changeEpoch(answer.epoch(), answer.top(), now);
        }
        // Those that still wait have an epoch that the function does not have.
        sequence.lose(members.waiting(this::wasBefore), now);
        membersChanged(now);
        if (!gap.isOpen() && !members.hasLate()) {
            doubt.answered(now);
        } else if (progress) {
            doubt.more(now);
        } else {
            doubt.again(now);
        }
    }

    /** Whether a member was there when the last pull began: later ones may know more than its answer. */
    private boolean wasBefore(TailMember member) {
        return member.wasBefore(doubt.pulls());
    }

    /** Loses members for whom the function has messages, but does not send them. */
    private void judge(long storedTop, long now) {
        long goal = Math.max(sequence.top(), storedTop);
        if (goal > sequence.top() || members.hasLaggards()) {
            sequence.lose(
                    members.joined(member ->
                            member.position() < goal && wasBefore(member) && member.fruitless() >= MAX_FRUITLESS_PULLS),
                    now);
        }
    }

    // ---- time

    /** Does what is due. */
    void tick(long now) {
        sequence.ring().prune(now);
        if (gap.becomesDoubtful(now)) {
            doubt.raise(DoubtCause.GAP, now);
        }
        if (members.lateIn(now, MAX_LATE.toNanos()) == 0) {
            sequence.lose(members.tooLate(now, MAX_LATE.toNanos()), now);
        }
        if (gap.isOlderThan(MAX_LATE.toNanos(), now)) {
            sequence.closeGap(now);
        }
        membersChanged(now);
    }

    /** Whether it has had no member for long enough to be dropped. */
    boolean isExpired(long now) {
        return members.isEmpty() && now - emptySince >= LINGER.toNanos();
    }

    /** Drops its messages; it must not be used any more. */
    void end() {
        sequence.drop();
    }

    /** Returns how long until {@link #tick}, {@link #wantsPull} or {@link #isExpired} has something to do. */
    long dueIn(long now) {
        long due = Math.min(sequence.ring().dueIn(now), gap.dueIn(now, MAX_LATE.toNanos()));
        if (members.isEmpty()) {
            return Math.min(due, Math.max(0, emptySince + LINGER.toNanos() - now));
        }
        return Math.min(Math.min(due, doubt.dueIn(now)), members.lateIn(now, MAX_LATE.toNanos()));
    }
}
