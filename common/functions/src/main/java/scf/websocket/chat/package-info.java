/** The chat room, the default application. */
@NullMarked
package scf.websocket.chat;

import org.jspecify.annotations.NullMarked;
