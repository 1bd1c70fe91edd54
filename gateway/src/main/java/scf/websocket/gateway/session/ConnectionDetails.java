package scf.websocket.gateway.session;

import java.time.Duration;

/**
 * What an operator may see of a connection.
 *
 * @param address the client's; behind a trusted proxy, the one that the proxy reports
 * @param open whether it was answered with 101
 * @param age since the 101; zero if there was none
 * @param in messages received from the client
 * @param out messages accepted for sending to the client
 * @param contextBytes the size of its context as JSON; 0 for none
 */
public record ConnectionDetails(String address, boolean open, Duration age, long in, long out, int contextBytes) {}
