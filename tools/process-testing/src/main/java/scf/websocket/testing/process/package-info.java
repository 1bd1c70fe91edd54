/** Processes of tests: ports, signals, and waiting for them. */
@NullMarked
package scf.websocket.testing.process;

import org.jspecify.annotations.NullMarked;
