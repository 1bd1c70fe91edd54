/** Checks the deploy files, and the pages about deployment, against the built functions and the documented platform. */
@NullMarked
package scf.websocket.deploy;

import org.jspecify.annotations.NullMarked;
