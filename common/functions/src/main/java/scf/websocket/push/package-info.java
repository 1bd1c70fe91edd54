/**
 * The reverse push, which sends messages from a function to clients: the port, and its adapter for a gateway's push
 * URL.
 */
@NullMarked
package scf.websocket.push;

import org.jspecify.annotations.NullMarked;
