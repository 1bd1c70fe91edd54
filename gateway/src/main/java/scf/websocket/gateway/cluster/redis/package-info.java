/** The port {@link scf.websocket.gateway.cluster.Cluster} on one Redis: members and their leases, lists of open connections, pushes. */
@NullMarked
package scf.websocket.gateway.cluster.redis;

import org.jspecify.annotations.NullMarked;
