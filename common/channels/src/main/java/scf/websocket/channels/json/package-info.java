/** Reads JSON that a client, a token or a back end sends. */
@NullMarked
package scf.websocket.channels.json;

import org.jspecify.annotations.NullMarked;
