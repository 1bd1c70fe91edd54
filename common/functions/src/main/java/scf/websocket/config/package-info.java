/** The settings of the functions, read once from the environment. */
@NullMarked
package scf.websocket.config;

import org.jspecify.annotations.NullMarked;
