package scf.websocket.gateway.route;

import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.options.RouteOptions;

/**
 * What is to be an API.
 *
 * @param where stands before the name of a key in messages: {@code --}, or file and place
 */
record Route(String where, RouteOptions options) {
    /** The one API of a command line without a file. */
    static Route ofCommandLine(GatewayOptions options) {
        RouteOptions route = RouteOptions.basedOn(options);
        route.path = options.listeners.path;
        route.apiId = options.listeners.apiId;
        return new Route("--", route);
    }
}
