/** What the page of the console asks for: who is signed in, what happens, and what somebody does there. */
@NullMarked
package scf.websocket.gateway.console;

import org.jspecify.annotations.NullMarked;
