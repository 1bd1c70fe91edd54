/** Several gateways as a cluster: routes pushes to the node of a connection, and cleans up for dead nodes. */
@NullMarked
package scf.websocket.gateway.cluster;

import org.jspecify.annotations.NullMarked;
