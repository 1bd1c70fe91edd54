/** Nearly valid inputs for the tests of parsers. */
@NullMarked
package scf.websocket.testing.fuzz;

import org.jspecify.annotations.NullMarked;
