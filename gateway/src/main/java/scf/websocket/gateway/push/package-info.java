/** The reverse push: what a back end wants of connections, checked, handed to them, and what became of it. */
@NullMarked
package scf.websocket.gateway.push;

import org.jspecify.annotations.NullMarked;
