/**
 * Runs a finished function jar as SCF does: in a separate process, with a real database and a push URL on a real
 * socket.
 */
@NullMarked
package scf.websocket.jar;

import org.jspecify.annotations.NullMarked;
