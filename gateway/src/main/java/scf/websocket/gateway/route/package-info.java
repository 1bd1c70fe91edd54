/** The APIs of a gateway: created from routes, reloaded while clients are connected, and released when unused. */
@NullMarked
package scf.websocket.gateway.route;

import org.jspecify.annotations.NullMarked;
