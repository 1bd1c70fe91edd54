/** The chat page. */
@NullMarked
package scf.websocket.gateway.console;

import org.jspecify.annotations.NullMarked;
