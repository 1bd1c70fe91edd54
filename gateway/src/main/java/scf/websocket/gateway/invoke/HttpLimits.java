package scf.websocket.gateway.invoke;

import java.time.Duration;

/**
 * What the calls of http(s): targets may take. docs/reliability.md has the reason of each value.
 *
 * @param connections at one time, for each host and port
 * @param connect to an address, if it is the only one of its name
 * @param connectBeforeNext to an address, before the next one of its name is tried
 * @param tlsHandshake after the connection is open
 * @param idle how long a connection is kept that nothing uses
 * @param life after which a connection takes no new event, so that a change of DNS is followed
 * @param silence on an HTTP/2 connection with events under way, after which a PING is sent; after the same time again without a byte
 *     it is closed
 */
record HttpLimits(
        int connections,
        Duration connect,
        Duration connectBeforeNext,
        Duration tlsHandshake,
        Duration idle,
        Duration life,
        Duration silence) {
    /** SCF's own limit for the answer of a synchronous invocation. */
    static final int ANSWER_BYTES = 6 * 1024 * 1024;

    /** Of the status line and the headers of an answer. */
    static final int HEADER_BYTES = 64 * 1024;

    /** @param connections the invocations that may be under way: a call never waits for a connection */
    static HttpLimits of(int connections) {
        return new HttpLimits(
                connections,
                Duration.ofSeconds(3),
                Duration.ofMillis(1500),
                Duration.ofSeconds(5),
                // Below the idle limits of common servers (5 s is Node's and Uvicorn's): an event that is sent while
                // the
                // server closes the connection is lost, because nobody can tell whether it was handled.
                Duration.ofSeconds(4),
                Duration.ofSeconds(60),
                Duration.ofSeconds(3));
    }
}
