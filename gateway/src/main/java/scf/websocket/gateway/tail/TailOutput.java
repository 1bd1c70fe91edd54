package scf.websocket.gateway.tail;

import java.util.List;

/** What a tail does to its members. Must not call the tail. */
interface TailOutput {
    /** @param members at least one; each takes a form that the message has */
    void deliver(List<TailMember> members, TailMessage message);

    /** The member is removed, and gets nothing any more. */
    void lost(TailMember member);

    /** A message arrived again. */
    void duplicate();
}
