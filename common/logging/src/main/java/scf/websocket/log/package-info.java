/**
 * The slf4j binding: writes one JSON object per line to standard output, which SCF's log service splits into fields.
 */
@NullMarked
package scf.websocket.log;

import org.jspecify.annotations.NullMarked;
