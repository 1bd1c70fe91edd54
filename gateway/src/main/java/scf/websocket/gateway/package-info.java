/** The gateway process: command line, startup, drain. */
@NullMarked
package scf.websocket.gateway;

import org.jspecify.annotations.NullMarked;
