/** The reverse push: what a function POSTs to reach a client. */
@NullMarked
package scf.websocket.gateway.push;

import org.jspecify.annotations.NullMarked;
