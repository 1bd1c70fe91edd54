/**
 * Packages the gateway as a Web function, and the functions for the runtime CustomRuntime: each with a minimal Java and an
 * archive of the classes loaded at start.
 */
@NullMarked
package scf.websocket.webfn;

import org.jspecify.annotations.NullMarked;
