/** Passes requests of back ends at {@code /api} to a function, as HTTP events. */
@NullMarked
package scf.websocket.gateway.httpapi;

import org.jspecify.annotations.NullMarked;
