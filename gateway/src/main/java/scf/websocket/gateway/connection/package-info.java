/**
 * Data about a connection that all packages share: its id, its limits, how it ended, and its lines in the access log.
 */
@NullMarked
package scf.websocket.gateway.connection;

import org.jspecify.annotations.NullMarked;
