/** The position of an event in a distributed trace: written with our extensions, read by the adapters of HTTP targets. */
@NullMarked
package scf.websocket.gateway.trace;

import org.jspecify.annotations.NullMarked;
