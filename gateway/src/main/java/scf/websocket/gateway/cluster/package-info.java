/** Several gateways as one: pushes find the node of their connection, and a node that dies is cleaned up for. */
@NullMarked
package scf.websocket.gateway.cluster;

import org.jspecify.annotations.NullMarked;
