@NullMarked
package scf.websocket.testing.cos;

import org.jspecify.annotations.NullMarked;
