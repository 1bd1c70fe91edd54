package scf.websocket.gateway.limit;

/** The limits that clients can reach, named like their options without dashes; labels of a metric. */
public enum Limit {
    /** Connections in total: 503. */
    MAX_CONNECTIONS("max-connections"),

    /** Sockets that have not become connections, beyond {@link #MAX_CONNECTIONS}: closed without a response. */
    SOCKETS("sockets"),

    /**
     * Sockets of one address that are not, or not yet, connections: closed without a response; behind a trusted proxy
     * 429.
     */
    MAX_SOCKETS_PER_ADDRESS("max-sockets-per-address"),

    /** Sockets of the internal listener: closed without a response. */
    PUSH_SOCKETS("push-sockets"),

    /** Sockets of the internal listener from one address: closed without a response. */
    PUSH_SOCKETS_PER_ADDRESS("push-sockets-per-address"),

    /** Bytes of push requests in flight, in total or per address: 503. */
    PUSH_BUFFER("push-buffer"),

    /** Requests from web pages, or for an unlisted host name, to the internal listener: 403. */
    PUSH_HOSTS("push-hosts"),

    /** Time for receiving a request on the internal listener: 408. */
    PUSH_TIMEOUT("push-timeout"),

    /** Connections of one address: 429. */
    MAX_CONNECTIONS_PER_ADDRESS("max-connections-per-address"),

    /** Handshakes in flight in total: 503. */
    MAX_PENDING_HANDSHAKES("max-pending-handshakes"),

    /** Handshakes in flight of one address: 429. */
    MAX_PENDING_HANDSHAKES_PER_ADDRESS("max-pending-handshakes-per-address"),

    /** New connections per second: 503. */
    CONNECTION_RATE("connection-rate"),

    /** Pending cleanups: 503 for new connections. */
    MAX_PENDING_CLEANUPS("max-pending-cleanups"),

    /** Pending cleanups of one function: 503 for new connections of its APIs. */
    MAX_PENDING_CLEANUPS_PER_FUNCTION("max-pending-cleanups-per-function"),

    /** Messages per second of a connection: close 1008. */
    MESSAGE_RATE("message-rate"),

    /** Bytes per second of a connection: close 1008. */
    BYTE_RATE("byte-rate"),

    /**
     * Queued bytes of all clients: the sockets of the heaviest users are not read, and stalled incomplete messages
     * close with 1013.
     */
    MAX_WAITING_BYTES("max-waiting-bytes"),

    /** Pings, pongs and small fragments in one read: the rest waits until other connections have had their turn. */
    SLIGHT_FRAMES("slight-frames"),

    /** Unsent bytes to all clients: those with most data waiting for longest are closed as slow consumers. */
    MAX_UNSENT_BYTES("max-unsent-bytes"),

    /** TLS records without data per second of a connection, such as key updates: closed without a response. */
    TLS_RECORDS_WITHOUT_DATA("tls-records-without-data"),

    /** Pings of a client that does not read: only the latest is answered. */
    PONGS("pongs"),

    /** Bytes of all connections' contexts: the connection has none. */
    CONTEXTS("contexts"),

    /** Size of a message, decompressed: close 1009. */
    MAX_MESSAGE("max-message"),

    /** Size of a frame: close 1009. */
    MAX_FRAME("max-frame"),

    /** Request line or headers of a handshake: 414 and 431. */
    MAX_HEADER("max-header"),

    /** Time for receiving a handshake: 408. */
    HANDSHAKE_TIMEOUT("handshake-timeout"),

    /** Rate of health probes on the public listener: 429. */
    HEALTH_RATE("health-rate"),

    /** An origin that may not connect: 403. */
    ALLOW_ORIGIN("allow-origin"),

    /** Groups of one connection: the join fails. */
    GROUPS_PER_CONNECTION("groups-per-connection"),

    /** Groups that have members: the join fails. */
    GROUPS("groups"),

    /** Bytes of the names of these groups: the join fails. */
    GROUP_NAME_BYTES("group-name-bytes"),

    /** Memberships of all connections: the join fails. */
    GROUP_MEMBERS("group-members"),

    /** Pushes to groups in flight between nodes: one is not passed on. */
    GROUP_MESSAGES("group-messages"),

    /** Ordered groups that have members: the member is lost. */
    TAILS("tails"),

    /** Bytes of the messages that ordered groups keep: the oldest are dropped, and asked for if needed. */
    TAIL_BYTES("tail-bytes"),

    /**
     * Numbered messages in flight between nodes: one is dropped. Nodes ask for it when the next number arrives, and after
     * some time in any case.
     */
    TAIL_MESSAGES("tail-messages");

    private final String label;

    Limit(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
