package scf.websocket.gateway.tail;

import java.util.ArrayList;
import java.util.List;

/**
 * The messages of a tail and the positions of its members: delivers messages in order, keeps those that are not, and
 * raises doubts. Its invariant: nobody gets a message but the one that follows the member's position. One thread.
 */
final class TailSequence {
    private final TailOutput output;
    private final TailDoubt doubt;
    private final TailMembers members;
    private final TailGap gap;
    private final TailRing ring;
    private final TailPending pending;
    private String epoch;

    /** Every message up to this number has been seen, or nobody needs it. */
    private long top;

    /** @param after the number of the last message that the first member has */
    TailSequence(
            String epoch,
            long after,
            TailOutput output,
            TailMemory memory,
            TailDoubt doubt,
            TailMembers members,
            TailGap gap) {
        this.epoch = epoch;
        this.top = after;
        this.output = output;
        this.doubt = doubt;
        this.members = members;
        this.gap = gap;
        this.ring = new TailRing(memory);
        this.pending = new TailPending(memory);
        gap.reset(after);
    }

    String epoch() {
        return epoch;
    }

    long top() {
        return top;
    }

    TailRing ring() {
        return ring;
    }

    /** Whether there are messages of another epoch. */
    boolean hasForeign() {
        return pending.hasForeign();
    }

    /** Begins anew, without messages and members. */
    void restart(String newEpoch, long newTop) {
        drop();
        begin(newEpoch, newTop);
    }

    private void begin(String newEpoch, long newTop) {
        epoch = newEpoch;
        top = newTop;
        gap.reset(newTop);
    }

    void drop() {
        ring.drop();
        pending.drop();
    }

    // ---- members

    /** Adds a member of this epoch. */
    void enter(TailMember member, long now) {
        members.join(member);
        if (member.position() < top) {
            replay(member);
        }
        if (member.position() < top) {
            lag(member, now);
        } else {
            see(member.position(), now);
        }
    }

    private void lag(TailMember member, long now) {
        members.lag(member, now);
        doubt.raise(DoubtCause.LAGGARD, now);
    }

    /** Delivers from the ring what follows the member's position, if all of it is there. */
    private void replay(TailMember member) {
        for (TailMessage message : ring.after(member.position())) {
            if (message.frame(member.takes()) == null) {
                return;
            }
            deliver(List.of(member), message);
        }
    }

    void lose(List<TailMember> lost, long now) {
        for (TailMember member : lost) {
            members.remove(member);
            output.lost(member);
        }
        skipUnwanted(now);
    }

    /** Moves on if nobody needs the messages that are missing: everybody joined with a higher number. */
    void skipUnwanted(long now) {
        if (gap.isOpen() && members.hasJoined()) {
            long least = members.leastPosition();
            if (least > top) {
                jumpTo(least, now);
                drain(now);
            }
        }
    }

    /** Gives up the messages that are missing, and the members that need them. */
    void closeGap(long now) {
        long known = gap.known();
        lose(members.joined(member -> member.position() < known), now);
        if (known > top) {
            jumpTo(known, now);
            pending.dropOwn();
        }
    }

    // ---- messages of publishers

    void send(TailMessage message, long now) {
        if (!message.epoch().equals(epoch)) {
            pending.addForeign(message, doubt.pulls());
            doubt.raise(DoubtCause.EPOCH, now);
        } else if (message.seq() <= top) {
            output.duplicate();
        } else if (message.isEmpty()) {
            see(message.seq(), now);
            doubt.raise(DoubtCause.NO_DATA, now);
        } else if (message.seq() == top + 1) {
            advance(message, now);
            drain(now);
        } else {
            pending.add(message);
            see(message.seq(), now);
        }
    }

    /** A number exists. */
    void see(long seq, long now) {
        gap.see(seq, top, now);
    }

    /** Delivers the message that follows the top to everybody at the top. */
    private void advance(TailMessage message, long now) {
        List<TailMember> recipients = new ArrayList<>();
        List<TailMember> without = new ArrayList<>();
        for (TailMember member : members.joined()) {
            if (member.position() == message.seq() - 1) {
                (message.frame(member.takes()) == null ? without : recipients).add(member);
            }
        }
        top = message.seq();
        gap.moved(top, now);
        ring.add(message, now);
        deliver(recipients, message);
        without.forEach(member -> lag(member, now));
    }

    private void deliver(List<TailMember> recipients, TailMessage message) {
        for (TailMember member : recipients) {
            member.moveTo(message.seq());
        }
        if (!recipients.isEmpty()) {
            output.deliver(recipients, message);
        }
    }

    private void drain(long now) {
        for (TailMessage next = pending.poll(top + 1); next != null; next = pending.poll(top + 1)) {
            advance(next, now);
        }
    }

    private void jumpTo(long seq, long now) {
        top = seq;
        ring.drop();
        gap.moved(top, now);
    }

    // ---- messages of the function

    /**
     * Takes the messages of this epoch that follow a number.
     *
     * @return whether somebody got something, or the top moved
     */
    boolean take(List<TailMessage> messages, long after, long now) {
        boolean progress = false;
        long last = after;
        for (TailMessage message : messages) {
            if (message.seq() > last + 1) {
                losePruned(after, message.seq() - 1, now);
            }
            last = message.seq();
            if (message.seq() <= top) {
                progress |= catchUp(message);
            } else {
                if (message.seq() > top + 1) {
                    jumpTo(message.seq() - 1, now);
                }
                advance(message, now);
                progress = true;
            }
        }
        for (TailMember member : members.laggards()) {
            replay(member);
            endLag(member);
        }
        drain(now);
        pending.dropForeign(doubt.pulls());
        return progress;
    }

    /** The function no longer has the message with this number, nor those before it. */
    private void losePruned(long after, long seq, long now) {
        // Those below joined after the pull had begun; it did not ask for their messages.
        lose(members.joined(member -> member.position() >= after && member.position() < seq), now);
    }

    private boolean catchUp(TailMessage message) {
        List<TailMember> next = members.laggards().stream()
                .filter(member -> member.position() == message.seq() - 1 && message.frame(member.takes()) != null)
                .toList();
        deliver(next, message);
        next.forEach(this::endLag);
        return !next.isEmpty();
    }

    private void endLag(TailMember member) {
        if (member.position() == top) {
            members.caughtUp(member);
        }
    }

    /** The function has another epoch: all members of the old one are lost, and those that waited for this one enter. */
    void changeEpoch(String newEpoch, long newTop, long now) {
        lose(members.joined(member -> true), now);
        ring.drop();
        pending.dropOwn();
        begin(newEpoch, newTop);
        for (TailMember member : members.waiting(waiting -> waiting.epoch().equals(newEpoch))) {
            members.remove(member);
            enter(member, now);
        }
        List<TailMessage> ours = pending.takeForeign(newEpoch);
        pending.dropForeign(doubt.pulls());
        ours.forEach(message -> send(message, now));
        skipUnwanted(now);
    }
}
