package scf.websocket.gateway;

import java.util.function.Supplier;
import scf.websocket.gateway.cluster.AbandonedConnections;
import scf.websocket.gateway.route.Routes;
import scf.websocket.gateway.session.CleanupQueue;

/** Cleans up for connections of other gateways that are over, with the APIs of this one. Thread-safe; never blocks. */
record OrphanedConnections(Routes routes, Supplier<CleanupQueue> cleanups) implements AbandonedConnections {
    @Override
    public boolean knows(String apiId) {
        return routes.byId(apiId).isPresent();
    }

    /** If its API has left the routes since {@link #knows}, it is not settled, and looked at again after the next start. */
    @Override
    public void cleanUp(String connectionId, String apiId, Runnable settled) {
        routes.byId(apiId).ifPresent(api -> cleanups.get().submitAbandoned(api, connectionId, settled));
    }

    @Override
    public void cleanUpLate(String connectionId, String apiId, Runnable settled) {
        routes.byId(apiId).ifPresent(api -> cleanups.get().submitAbandonedLate(api, connectionId, settled));
    }
}
