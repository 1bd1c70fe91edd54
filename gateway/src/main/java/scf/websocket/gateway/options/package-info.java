/** The command line and the environment: options, their defaults and their validation. */
@NullMarked
package scf.websocket.gateway.options;

import org.jspecify.annotations.NullMarked;
