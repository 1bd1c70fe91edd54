/** The examples, built as strangers would build them. */
@NullMarked
package scf.websocket.examples;

import org.jspecify.annotations.NullMarked;
