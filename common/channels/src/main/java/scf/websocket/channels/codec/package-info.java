/** Reads frames of clients and writes frames to them, in the two encodings of the protocol. */
@NullMarked
package scf.websocket.channels.codec;

import org.jspecify.annotations.NullMarked;
