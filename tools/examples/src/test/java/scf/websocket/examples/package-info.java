/** The examples, built as separate projects. */
@NullMarked
package scf.websocket.examples;

import org.jspecify.annotations.NullMarked;
