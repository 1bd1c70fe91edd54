/**
 * Implements {@link scf.websocket.gateway.cluster.Cluster} with a Redis server: membership and leases, lists of open
 * connections, pushes between nodes.
 */
@NullMarked
package scf.websocket.gateway.cluster.redis;

import org.jspecify.annotations.NullMarked;
