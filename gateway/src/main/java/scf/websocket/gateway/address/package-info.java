/** The paths that clients connect to: how they are written, and which of them a request means. */
@NullMarked
package scf.websocket.gateway.address;

import org.jspecify.annotations.NullMarked;
