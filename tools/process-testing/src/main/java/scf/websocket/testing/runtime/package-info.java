/** A double of the API that SCF's runtime CustomRuntime offers to a function. */
@NullMarked
package scf.websocket.testing.runtime;

import org.jspecify.annotations.NullMarked;
