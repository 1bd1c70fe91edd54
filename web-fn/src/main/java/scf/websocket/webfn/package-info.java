/** Packs the gateway as a Web function: with the functions, a Java of its own, and an archive of the classes that a start loads. */
@NullMarked
package scf.websocket.webfn;

import org.jspecify.annotations.NullMarked;
