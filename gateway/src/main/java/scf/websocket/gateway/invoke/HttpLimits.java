package scf.websocket.gateway.invoke;

import java.time.Duration;

/**
 * Limits of calls to http(s): targets. docs/reliability.md explains the values.
 *
 * @param connections concurrent connections for each host and port
 * @param connect timeout for a name's only address
 * @param connectBeforeNext timeout for an address when the name has another to try
 * @param tlsHandshake timeout after the connection is open
 * @param idle how long to keep an idle connection
 * @param life age from which on a connection gets no new event, so that DNS changes take effect
 * @param silence time without data on an HTTP/2 connection with events in flight until a PING is sent; after the same
 * time again it is closed
 */
record HttpLimits(
        int connections,
        Duration connect,
        Duration connectBeforeNext,
        Duration tlsHandshake,
        Duration idle,
        Duration life,
        Duration silence) {
    /** SCF's limit for the response of a synchronous invocation. */
    static final int ANSWER_BYTES = 6 * 1024 * 1024;

    /** Limit on the status line and headers of a response. */
    static final int HEADER_BYTES = 64 * 1024;

    /** @param connections the largest number of concurrent invocations, so that a call never waits for a connection */
    static HttpLimits of(int connections) {
        return new HttpLimits(
                connections,
                Duration.ofSeconds(3),
                Duration.ofMillis(1500),
                Duration.ofSeconds(5),
                // Shorter than the idle timeouts of common servers (5 s for Node and Uvicorn): an event sent while the
                // server closes the connection is lost, because the gateway cannot tell whether it was handled.
                Duration.ofSeconds(4),
                Duration.ofSeconds(60),
                Duration.ofSeconds(3));
    }
}
