/** The transmission function. */
@NullMarked
package scf.websocket.transmission;

import org.jspecify.annotations.NullMarked;
