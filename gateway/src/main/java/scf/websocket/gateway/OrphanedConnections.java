package scf.websocket.gateway;

import java.util.function.Supplier;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cluster.AbandonedConnections;
import scf.websocket.gateway.route.Routes;

/** Cleans up for connections of other gateways that are over, with the APIs of this one. Thread-safe; never blocks. */
record OrphanedConnections(Routes routes, Supplier<CleanupQueue> cleanups, MissingApis missing)
        implements AbandonedConnections {
    @Override
    public boolean knows(String apiId) {
        return routes.byId(apiId).isPresent();
    }

    /** If its API has left the routes since {@link #knows}, it throws: what was not begun stays on the list, which is read again. */
    @Override
    public void cleanUp(String connectionId, String apiId, Runnable settled) {
        cleanups.get().submitAbandoned(routes.byId(apiId).orElseThrow(), connectionId, settled);
    }

    /** As {@link #cleanUp}. */
    @Override
    public void cleanUpLate(String connectionId, String apiId, Runnable settled) {
        cleanups.get().submitAbandonedLate(routes.byId(apiId).orElseThrow(), connectionId, settled);
    }

    @Override
    public boolean isWaitOver(long sinceEpochSecond) {
        return missing.isWaitOver(sinceEpochSecond);
    }

    @Override
    public long epochSecond() {
        return missing.epochSecond();
    }

    @Override
    public void giveUp(String connectionId, String apiId, Runnable settled) {
        missing.giveUp(connectionId, apiId).thenAccept(kept -> {
            if (kept) {
                settled.run();
            }
            // Else this gateway stops, and the connection stays on its list.
        });
    }
}
