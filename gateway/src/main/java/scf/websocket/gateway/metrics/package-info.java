/** Metrics of the gateway, and their endpoint. */
@NullMarked
package scf.websocket.gateway.metrics;

import org.jspecify.annotations.NullMarked;
