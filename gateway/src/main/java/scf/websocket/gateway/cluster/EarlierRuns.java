package scf.websocket.gateway.cluster;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.NodeId;

/** Coordinates which gateway cleans up the connections in the journal of an earlier run. Thread-safe. */
public interface EarlierRuns {
    /**
     * Whether this gateway may clean up the journaled connections of an earlier run; false if another node does so or
     * has done so. Call it once for each node in the journal, after joining. Blocks for at most two seconds. Returns
     * true if Redis is unreachable, because a cleanup may run twice but must run.
     */
    boolean claimForJournal(NodeId earlier);

    /** Whether there are live gateways that {@link #leave} can hand connections to. Never blocks. */
    boolean hasOthers();

    /**
     * Hands journaled connections to whichever gateway has their API, possibly this one. Idempotent for the same
     * connections. Never blocks.
     *
     * @param open their APIs, by connection id
     * @param running those that a function may be working on
     * @param waitingSince since when they have waited for their API, in seconds since the epoch
     * @return true once they can be removed from the journal; after a failure they may have been handed over
     * nevertheless
     */
    CompletionStage<Boolean> leave(Map<String, String> open, Set<String> running, long waitingSince);
}
