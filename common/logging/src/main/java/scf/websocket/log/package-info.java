/** The slf4j binding: one JSON object a line on standard output, which SCF's log service takes apart into fields. */
@NullMarked
package scf.websocket.log;

import org.jspecify.annotations.NullMarked;
