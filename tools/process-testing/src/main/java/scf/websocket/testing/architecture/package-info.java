/** What the architecture tests of several modules share. Needs ArchUnit, which the modules that use it have. */
@NullMarked
package scf.websocket.testing.architecture;

import org.jspecify.annotations.NullMarked;
