package scf.websocket.gateway.tail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The members of a tail. Most have the same position as the tail. Laggards are behind it and need a pull; members that
 * wait have another epoch, which a pull will confirm or not.
 */
final class TailMembers {
    private final Set<TailMember> joined = new LinkedHashSet<>();

    /** Those of {@link #joined} that are behind. */
    private final Set<TailMember> laggards = new LinkedHashSet<>();

    private final Set<TailMember> waiting = new LinkedHashSet<>();

    /** No member began to wait before this time. */
    private long lateSince;

    boolean isEmpty() {
        return joined.isEmpty() && waiting.isEmpty();
    }

    boolean hasJoined() {
        return !joined.isEmpty();
    }

    boolean hasLaggards() {
        return !laggards.isEmpty();
    }

    /** Whether somebody waits for messages or for an epoch. */
    boolean hasLate() {
        return !laggards.isEmpty() || !waiting.isEmpty();
    }

    void join(TailMember member) {
        joined.add(member);
    }

    void lag(TailMember member, long now) {
        if (!laggards.contains(member)) {
            late(member, now);
            laggards.add(member);
        }
    }

    void waitForEpoch(TailMember member, long now) {
        late(member, now);
        waiting.add(member);
    }

    private void late(TailMember member, long now) {
        if (!hasLate()) {
            lateSince = now;
        }
        member.late(now);
    }

    void caughtUp(TailMember member) {
        laggards.remove(member);
    }

    /** Returns false if it is no member. */
    boolean remove(TailMember member) {
        laggards.remove(member);
        return joined.remove(member) || waiting.remove(member);
    }

    Iterable<TailMember> joined() {
        return joined;
    }

    /** Returns a copy. */
    List<TailMember> laggards() {
        return new ArrayList<>(laggards);
    }

    List<TailMember> joined(Predicate<TailMember> which) {
        return joined.stream().filter(which).toList();
    }

    List<TailMember> waiting(Predicate<TailMember> which) {
        return waiting.stream().filter(which).toList();
    }

    /** Returns the least position of all that joined. */
    long leastPosition() {
        return joined.stream().mapToLong(TailMember::position).min().orElse(Long.MAX_VALUE);
    }

    /** Returns how long until somebody is late for longer than the limit, or may be. */
    long lateIn(long now, long limit) {
        return hasLate() ? Math.max(0, lateSince + limit - now) : Long.MAX_VALUE;
    }

    /** Returns those that are late for longer than the limit. */
    List<TailMember> tooLate(long now, long limit) {
        List<TailMember> tooLate = new ArrayList<>();
        long since = now;
        for (Set<TailMember> late : List.of(laggards, waiting)) {
            for (TailMember member : late) {
                if (now - member.lateSince() >= limit) {
                    tooLate.add(member);
                } else if (member.lateSince() - since < 0) {
                    since = member.lateSince();
                }
            }
        }
        lateSince = since;
        return tooLate;
    }
}
