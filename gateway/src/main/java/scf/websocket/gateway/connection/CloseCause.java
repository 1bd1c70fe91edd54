package scf.websocket.gateway.connection;

import java.util.stream.Stream;

/** Why a connection ended: what cleanup learns as {@code cause}, and what the client sees. */
public enum CloseCause {
    /** The client sent a close frame. */
    CLIENT_CLOSE("client-close", 1000, ""),

    /** The socket ended without a close frame. */
    CONNECTION_LOST("connection-lost", 1006, ""),

    /** The client left before its handshake was answered. */
    HANDSHAKE_ABANDONED("handshake-abandoned", 1006, ""),

    /** Register failed or overran: it may have recorded the connection all the same. */
    REGISTER_FAILED("register-failed", 1006, ""),

    /** No message for the idle time. */
    IDLE("idle", 1001, "idle"),

    /** It lasted as long as a connection may. */
    MAX_DURATION("max-duration", 1001, "longest time reached"),

    /** No pong: the peer is gone and its socket does not know. */
    PING_TIMEOUT("ping-timeout", 1006, ""),

    /** A message above the limit. */
    TOO_LARGE("too-large", 1009, "message too large"),

    /** Frames against RFC 6455. */
    PROTOCOL_ERROR("protocol-error", 1002, "protocol error"),

    /** A text message that is not UTF-8. */
    BAD_TEXT("bad-text", 1007, "text is not UTF-8"),

    /** A function asked for it with {@code closing}. */
    KICK("kick", 1000, ""),

    /** The transmission function failed or overran: Tencent's gateway drops the connection then. */
    FUNCTION_FAILED("function-failed", 1011, "function failed"),

    /** The client reads slower than it is sent to. */
    SLOW_CONSUMER("slow-consumer", 1008, "slow consumer"),

    /** The client sends more than the function can take, and went on although it was not read for long. */
    OVERLOADED("overloaded", 1013, "try again later"),

    /** The gateway that held it crashed; its journal says so at the next start, or another gateway does. */
    GATEWAY_CRASH("gateway-crash", 1006, ""),

    /** The gateway was cut off for so long that others took it for dead and cleaned up for it. */
    TAKEN_OVER("taken-over", 1012, "reconnect"),

    /** The client sends more messages or bytes in a second than it may. */
    RATE_LIMIT("rate-limit", 1008, "rate limit"),

    /** The gateway is stopping. */
    SHUTDOWN("shutdown", 1001, "gateway is stopping"),

    /** The gateway is stopping, and takes its time for it. */
    DRAIN("drain", 1012, "service restart");

    /** RFC 6455 §7.4.1: never on the wire, it says that there was no close frame. */
    static final int NO_CLOSE_FRAME = 1006;

    private final String wireName;
    private final int closeCode;
    private final String closeReason;

    CloseCause(String wireName, int closeCode, String closeReason) {
        this.wireName = wireName;
        this.closeCode = closeCode;
        this.closeReason = closeReason;
    }

    /** The cause that cleanup is told by that name; {@link #GATEWAY_CRASH} for a name that is none. */
    public static CloseCause ofWireName(String name) {
        return Stream.of(values())
                .filter(cause -> cause.wireName.equals(name))
                .findFirst()
                .orElse(GATEWAY_CRASH);
    }

    public String wireName() {
        return wireName;
    }

    /** What the client is told, unless somebody chose another code. 1006 is never sent: it says that nothing could be. */
    public int closeCode() {
        return closeCode;
    }

    public String closeReason() {
        return closeReason;
    }

    /** Whether it was the client, or the network on its side, that ended it. */
    boolean isOfTheClient() {
        return this == CLIENT_CLOSE || this == CONNECTION_LOST || this == HANDSHAKE_ABANDONED;
    }

    /**
     * Whether the client has broken the rules, so that nothing it says is waited for: RFC 6455 §7.1.7. Otherwise it may answer the close
     * frame.
     */
    public boolean failsConnection() {
        return this == PROTOCOL_ERROR || this == TOO_LARGE || this == BAD_TEXT || this == RATE_LIMIT;
    }

    /** Whether messages that came before the end still reach the function. */
    public boolean deliversWaitingEvents() {
        return this != FUNCTION_FAILED && this != TAKEN_OVER;
    }
}
