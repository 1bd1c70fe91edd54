package scf.websocket.gateway.cluster;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.NodeId;

/** What the gateways settle among themselves about connections that an earlier run of one of them has in its journal. Thread-safe. */
public interface EarlierRuns {
    /**
     * Whether the journal of an earlier run of this gateway may clean up for what that run left open; false if another node does so or
     * has done so, and then there is nothing left to do. To be asked once for each node in the journal, after this gateway has joined.
     * Blocks for at most two seconds; true if Redis is away, because a cleanup may come twice but must come.
     */
    boolean claimForJournal(NodeId earlier);

    /** Whether other gateways live, to which {@link #leave} may leave something. Never blocks. */
    boolean hasOthers();

    /**
     * Leaves connections of the journal to whichever gateway has their API, this one among them. Harmless if it was done before with the
     * same connections. Never blocks.
     *
     * @param open their APIs, by connection id
     * @param running those that a function may be at work on
     * @param waitingSince since when they have waited for their API, in seconds since the epoch
     * @return true when they can leave the journal; if it fails, they may be left nevertheless
     */
    CompletionStage<Boolean> leave(Map<String, String> open, Set<String> running, long waitingSince);
}
