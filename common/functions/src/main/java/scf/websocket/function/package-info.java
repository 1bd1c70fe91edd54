/** What the handlers of the three functions share: their collaborators, their deadline, their answers to failure, their log line. */
@NullMarked
package scf.websocket.function;

import org.jspecify.annotations.NullMarked;
