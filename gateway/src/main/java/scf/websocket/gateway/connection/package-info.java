/** What everybody may know of a connection: its id, its bounds, how it ended, and the lines about it in the access log. */
@NullMarked
package scf.websocket.gateway.connection;

import org.jspecify.annotations.NullMarked;
