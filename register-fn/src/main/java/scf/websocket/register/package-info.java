/** The register function. */
@NullMarked
package scf.websocket.register;

import org.jspecify.annotations.NullMarked;
