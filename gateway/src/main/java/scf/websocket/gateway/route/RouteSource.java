package scf.websocket.gateway.route;

import java.util.List;

/** Reads the configured routes. */
public interface RouteSource {
    /**
     * Reads the routes.
     *
     * @return at least one, without conflicts
     * @throws RouteException if one is invalid
     */
    List<Route> read();

    /** Whether another read may return different routes. */
    boolean canChange();
}
