/** The connection store: the port, and its adapter for MySQL and MariaDB. */
@NullMarked
package scf.websocket.connection;

import org.jspecify.annotations.NullMarked;
