/** Compressed messages: permessage-deflate (RFC 7692), each message by itself, so that no connection keeps a window. */
@NullMarked
package scf.websocket.gateway.deflate;

import org.jspecify.annotations.NullMarked;
