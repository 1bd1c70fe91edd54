/** Groups of connections: membership, and which groups this node subscribes to at other nodes. */
@NullMarked
package scf.websocket.gateway.group;

import org.jspecify.annotations.NullMarked;
