/** What a test of an application or of a handler needs: events, and a store and a push in memory. Not in the function jars. */
@NullMarked
package scf.websocket.testing;

import org.jspecify.annotations.NullMarked;
