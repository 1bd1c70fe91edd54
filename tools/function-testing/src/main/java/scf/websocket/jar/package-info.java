/** Runs a finished function jar as SCF would: in a process of its own, beside a real database and a push URL on a real socket. */
@NullMarked
package scf.websocket.jar;

import org.jspecify.annotations.NullMarked;
