package scf.websocket.gateway;

import java.util.function.Supplier;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cluster.AbandonedConnections;
import scf.websocket.gateway.route.Routes;

/** Cleans up connections of dead gateways with the APIs of this one. Thread-safe; never blocks. */
record OrphanedConnections(Routes routes, Supplier<CleanupQueue> cleanups, MissingApis missing)
        implements AbandonedConnections {
    @Override
    public boolean knows(String apiId) {
        return routes.byId(apiId).isPresent();
    }

    /**
     * Throws if a reload has removed the API since {@link #knows}: the connection stays on its list, which is read
     * again.
     */
    @Override
    public void cleanUp(String connectionId, String apiId, Runnable settled) {
        cleanups.get().submitAbandoned(routes.byId(apiId).orElseThrow(), connectionId, settled);
    }

    /** See {@link #cleanUp}. */
    @Override
    public void cleanUpLate(String connectionId, String apiId, Runnable settled) {
        cleanups.get().submitAbandonedLate(routes.byId(apiId).orElseThrow(), connectionId, settled);
    }

    @Override
    public boolean hasWaitExpired(long sinceEpochSecond) {
        return missing.hasWaitExpired(sinceEpochSecond);
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
            // Otherwise this gateway is stopping, and the connection stays on its list.
        });
    }
}
