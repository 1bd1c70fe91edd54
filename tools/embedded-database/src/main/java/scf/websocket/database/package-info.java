/** A real MariaDB server as a child process, on loopback, for tests and for the local run: nothing that is uploaded uses it. */
@NullMarked
package scf.websocket.database;

import org.jspecify.annotations.NullMarked;
