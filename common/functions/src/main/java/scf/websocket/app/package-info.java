/** The API for applications: the interface that they implement and the operations available to them. */
@NullMarked
package scf.websocket.app;

import org.jspecify.annotations.NullMarked;
