/** Official clients use channels while their connections, gateways and database fail. Finds out whether anything is lost silently. */
@NullMarked
package scf.websocket.soak.channels;

import org.jspecify.annotations.NullMarked;
