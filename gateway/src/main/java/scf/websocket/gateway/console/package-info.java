/** The chat page and the page for channels. */
@NullMarked
package scf.websocket.gateway.console;

import org.jspecify.annotations.NullMarked;
