/** The reverse push: parses and authorizes requests of back ends, and delivers them to connections. */
@NullMarked
package scf.websocket.gateway.push;

import org.jspecify.annotations.NullMarked;
