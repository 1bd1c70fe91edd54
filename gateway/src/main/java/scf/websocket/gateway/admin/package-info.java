/** What operators see and do at {@code /admin}: connections, groups, closing, and the stream of events. */
@NullMarked
package scf.websocket.gateway.admin;

import org.jspecify.annotations.NullMarked;
