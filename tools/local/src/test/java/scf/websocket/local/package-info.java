/** Tests of the local stack, and of all parts together. */
@NullMarked
package scf.websocket.local;

import org.jspecify.annotations.NullMarked;
