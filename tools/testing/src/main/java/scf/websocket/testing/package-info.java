/** Test support for applications and handlers: events, and an in-memory store and push. Not in the function jars. */
@NullMarked
package scf.websocket.testing;

import org.jspecify.annotations.NullMarked;
