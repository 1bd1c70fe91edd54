/** The chat room: the application that runs if no other is named. */
@NullMarked
package scf.websocket.chat;

import org.jspecify.annotations.NullMarked;
