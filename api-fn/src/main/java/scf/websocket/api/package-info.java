/** The HTTP API with which back ends in any language use channels: Centrifugo's server API. */
@NullMarked
package scf.websocket.api;

import org.jspecify.annotations.NullMarked;
