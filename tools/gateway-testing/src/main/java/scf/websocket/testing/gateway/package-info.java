/** A real gateway in the process of a test, before the application under test, and clients of it. Not in the function jars. */
@NullMarked
package scf.websocket.testing.gateway;

import org.jspecify.annotations.NullMarked;
