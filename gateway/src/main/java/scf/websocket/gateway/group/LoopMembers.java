package scf.websocket.gateway.group;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.session.LiveConnection;

/** The members of one group on one event loop. That loop only. */
final class LoopMembers {
    private final List<Membership> members = new ArrayList<>(2);

    /** The members for one delivery, which may end memberships; null after a change. */
    private LiveConnection @Nullable [] snapshot;

    /** One connection's membership, which knows its place in the list. */
    static final class Membership {
        private final LoopMembers group;
        private final LiveConnection connection;
        private int place;

        private Membership(LoopMembers group, LiveConnection connection, int place) {
            this.group = group;
            this.connection = connection;
            this.place = place;
        }

        /** Returns the group, whose list no longer has the connection. */
        LoopMembers end() {
            group.remove(this);
            return group;
        }
    }

    Membership add(LiveConnection connection) {
        Membership added = new Membership(this, connection, members.size());
        members.add(added);
        snapshot = null;
        return added;
    }

    /** Takes the same time for any number of members. */
    private void remove(Membership ended) {
        Membership last = members.remove(members.size() - 1);
        if (last != ended) {
            members.set(ended.place, last);
            last.place = ended.place;
        }
        snapshot = null;
    }

    int size() {
        return members.size();
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Returns the present members; later changes do not show. Not to be modified. */
    LiveConnection[] all() {
        LiveConnection[] all = snapshot;
        if (all == null) {
            all = new LiveConnection[members.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = members.get(i).connection;
            }
            snapshot = all;
        }
        return all;
    }
}
