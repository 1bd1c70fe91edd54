/** The local stack: a database, the gateway with our three function jars or an application's, and the chat page, started and stopped as one. */
@NullMarked
package scf.websocket.local;

import org.jspecify.annotations.NullMarked;
