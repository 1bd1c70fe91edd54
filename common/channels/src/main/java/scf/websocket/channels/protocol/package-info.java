/**
 * The model of Centrifugo's client protocol, version 2: commands, results, errors, pushes. Independent of the encoding.
 * Names and codes are those of the schema {@code definitions/client.proto} of {@code centrifugal/protocol}. All classes
 * are immutable. Absent texts are empty, as in the schema.
 */
@NullMarked
package scf.websocket.channels.protocol;

import org.jspecify.annotations.NullMarked;
