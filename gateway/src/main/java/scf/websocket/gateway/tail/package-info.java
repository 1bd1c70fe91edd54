/** Ordered groups: delivers numbered messages without gaps, and asks the function whenever one may be missing. */
@NullMarked
package scf.websocket.gateway.tail;

import org.jspecify.annotations.NullMarked;
