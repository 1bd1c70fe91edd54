/** What {@code --check} finds out beyond the form of the settings: names, ports, certificates of others, credentials; never with an event. */
@NullMarked
package scf.websocket.gateway.check;

import org.jspecify.annotations.NullMarked;
