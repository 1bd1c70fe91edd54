/** The files of the pages: chat, channels, console. */
@NullMarked
package scf.websocket.gateway.page;

import org.jspecify.annotations.NullMarked;
