/** The gateway: command line, start, drain. */
@NullMarked
package scf.websocket.gateway;

import org.jspecify.annotations.NullMarked;
