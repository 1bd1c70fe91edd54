/** What the handlers of the three functions share: services, deadlines, error answers, log lines. */
@NullMarked
package scf.websocket.function;

import org.jspecify.annotations.NullMarked;
