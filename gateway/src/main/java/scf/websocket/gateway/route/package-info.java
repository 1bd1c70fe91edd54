/** Which APIs there are: made of their routes, exchanged while clients are connected, and let go of. */
@NullMarked
package scf.websocket.gateway.route;

import org.jspecify.annotations.NullMarked;
