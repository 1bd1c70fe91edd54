/** The reverse push, by which a function reaches a client: the port, and its adapter for a gateway's push URL. */
@NullMarked
package scf.websocket.push;

import org.jspecify.annotations.NullMarked;
