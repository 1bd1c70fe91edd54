/** Checks the deploy files, and what the pages about deploying say, against the built functions and what is known of the platform. */
@NullMarked
package scf.websocket.deploy;

import org.jspecify.annotations.NullMarked;
