/** The local stack: a database, the gateway with the three function jars and the chat page, started and stopped as one. */
@NullMarked
package scf.websocket.local;

import org.jspecify.annotations.NullMarked;
