/** Which APIs there are: from the command line or a file, made, exchanged while clients are connected, and let go of. */
@NullMarked
package scf.websocket.gateway.route;

import org.jspecify.annotations.NullMarked;
