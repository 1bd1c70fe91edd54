/** What others write an application with: the application's interface, and what it may do. */
@NullMarked
package scf.websocket.app;

import org.jspecify.annotations.NullMarked;
