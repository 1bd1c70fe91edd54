package scf.websocket.gateway.route;

import java.util.List;

/** Where the routes are written down. */
public interface RouteSource {
    /**
     * Reads them.
     *
     * @return one at least, which lead to different APIs
     * @throws RouteException if one is wrong
     */
    List<Route> read();

    /** Whether reading again may find others. */
    boolean canChange();
}
