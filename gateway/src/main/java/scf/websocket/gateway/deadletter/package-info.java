/** Connections whose cleanup was given up: kept within bounds, for somebody to look at and to run again by hand. */
@NullMarked
package scf.websocket.gateway.deadletter;

import org.jspecify.annotations.NullMarked;
