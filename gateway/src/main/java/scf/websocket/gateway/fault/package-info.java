/** Faults that somebody injects at the console: which there are, whom they hit, and when they end. */
@NullMarked
package scf.websocket.gateway.fault;

import org.jspecify.annotations.NullMarked;
