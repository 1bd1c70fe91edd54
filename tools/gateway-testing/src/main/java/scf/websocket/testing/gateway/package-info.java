/** A real gateway inside the test process, with test clients. Not in the function jars. */
@NullMarked
package scf.websocket.testing.gateway;

import org.jspecify.annotations.NullMarked;
