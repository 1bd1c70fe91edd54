/** The two HTTP listeners, and answers in the shape that the protocol uses everywhere: {@code errNo} and {@code errMsg}. */
@NullMarked
package scf.websocket.gateway.http;

import org.jspecify.annotations.NullMarked;
