package scf.websocket.soak.siege;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a gateway.
 *
 * @param clients port of its public listener
 * @param pushes port of its internal listener
 * @param tls trusts its certificate; null if its public listener speaks plain HTTP
 */
record GatewayPorts(int clients, int pushes, @Nullable SSLContext tls) {}
