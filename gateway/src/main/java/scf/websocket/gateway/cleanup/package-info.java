/**
 * Makes sure that the end of every connection reaches its cleanup function: attempts, limits, and records of what is
 * left to do.
 */
@NullMarked
package scf.websocket.gateway.cleanup;

import org.jspecify.annotations.NullMarked;
