/**
 * Packages the gateway as a Web function: with the functions, a minimal Java, and an archive of the classes loaded at
 * start.
 */
@NullMarked
package scf.websocket.webfn;

import org.jspecify.annotations.NullMarked;
