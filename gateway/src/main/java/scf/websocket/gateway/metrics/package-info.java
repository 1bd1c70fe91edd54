/** What the gateway counts and times, for {@code /metrics}. */
@NullMarked
package scf.websocket.gateway.metrics;

import org.jspecify.annotations.NullMarked;
