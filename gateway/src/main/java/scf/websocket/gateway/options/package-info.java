/** The command line and the environment: every option, its default and its bounds. */
@NullMarked
package scf.websocket.gateway.options;

import org.jspecify.annotations.NullMarked;
