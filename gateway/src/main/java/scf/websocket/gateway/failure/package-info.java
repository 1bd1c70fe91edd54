/** Handling of failures: one-line descriptions, throttled logging, and guarded calls. */
@NullMarked
package scf.websocket.gateway.failure;

import org.jspecify.annotations.NullMarked;
