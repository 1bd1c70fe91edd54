/**
 * Checks for {@code --check} beyond the syntax of the settings: names, ports, certificates, credentials. Never sends an
 * event.
 */
@NullMarked
package scf.websocket.gateway.check;

import org.jspecify.annotations.NullMarked;
