/** permessage-deflate (RFC 7692). Each message is compressed independently, so no connection keeps a window. */
@NullMarked
package scf.websocket.gateway.deflate;

import org.jspecify.annotations.NullMarked;
