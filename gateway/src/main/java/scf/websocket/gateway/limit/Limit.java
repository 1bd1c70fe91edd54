package scf.websocket.gateway.limit;

/** Every limit that a client can hit, by the name of its option without the dashes; the names are labels of a counter. */
public enum Limit {
    /** Connections in all: 503. */
    MAX_CONNECTIONS("max-connections"),

    /** Sockets that have not become connections, beyond {@link #MAX_CONNECTIONS}: closed without a word. */
    SOCKETS("sockets"),

    /** Sockets of one address that are not, or not yet, connections: closed without a word; behind a trusted proxy 429. */
    MAX_SOCKETS_PER_ADDRESS("max-sockets-per-address"),

    /** Sockets of the internal listener: closed without a word. */
    PUSH_SOCKETS("push-sockets"),

    /** Those of one address: closed without a word. */
    PUSH_SOCKETS_PER_ADDRESS("push-sockets-per-address"),

    /** Bytes of pushes that are being received or handled, in all or of one address: 503. */
    PUSH_BUFFER("push-buffer"),

    /** Requests of web pages, or for a name that is not listed, to the internal listener: 403. */
    PUSH_HOSTS("push-hosts"),

    /** Time for a request to the internal listener: 408. */
    PUSH_TIMEOUT("push-timeout"),

    /** Connections of one address: 429. */
    MAX_CONNECTIONS_PER_ADDRESS("max-connections-per-address"),

    /** Handshakes that are not answered yet, in all: 503. */
    MAX_PENDING_HANDSHAKES("max-pending-handshakes"),

    /** Those of one address: 429. */
    MAX_PENDING_HANDSHAKES_PER_ADDRESS("max-pending-handshakes-per-address"),

    /** New connections in a second: 503. */
    CONNECTION_RATE("connection-rate"),

    /** Cleanups that have not succeeded: 503 for new connections. */
    MAX_PENDING_CLEANUPS("max-pending-cleanups"),

    /** Those of one cleanup function: 503 for new connections of its APIs. */
    MAX_PENDING_CLEANUPS_PER_FUNCTION("max-pending-cleanups-per-function"),

    /** Messages of a connection in a second: close 1008. */
    MESSAGE_RATE("message-rate"),

    /** Bytes of a connection in a second: close 1008. */
    BYTE_RATE("byte-rate"),

    /** Bytes of all clients that wait: the sockets of those that hold most are not read, and long incomplete messages end with 1013. */
    MAX_WAITING_BYTES("max-waiting-bytes"),

    /** Pings, pongs and small fragments of one read: the rest of it waits until other connections have had their turn. */
    SLIGHT_FRAMES("slight-frames"),

    /** Bytes that wait to be sent to all clients: those for which most has waited for longest are cut off, as slow consumers. */
    MAX_UNSENT_BYTES("max-unsent-bytes"),

    /** TLS records without data, of a connection in a second, like requests for new keys: closed without a word. */
    TLS_RECORDS_WITHOUT_DATA("tls-records-without-data"),

    /** Pings of a client that does not read: only the newest is answered. */
    PONGS("pongs"),

    /** One message, inflated: close 1009. */
    MAX_MESSAGE("max-message"),

    /** One frame: close 1009. */
    MAX_FRAME("max-frame"),

    /** Request line or headers of a handshake: 414 and 431. */
    MAX_HEADER("max-header"),

    /** Time for a handshake: 408. */
    HANDSHAKE_TIMEOUT("handshake-timeout"),

    /** Questions for health on the listener for clients: 429. */
    HEALTH_RATE("health-rate"),

    /** A page that is not allowed to connect: 403. */
    ALLOW_ORIGIN("allow-origin");

    private final String label;

    Limit(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
