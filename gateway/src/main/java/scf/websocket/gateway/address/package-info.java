/** The paths that clients connect to: their syntax, and how a request's path is matched. */
@NullMarked
package scf.websocket.gateway.address;

import org.jspecify.annotations.NullMarked;
