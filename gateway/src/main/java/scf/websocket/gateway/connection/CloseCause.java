package scf.websocket.gateway.connection;

import java.util.stream.Stream;
import scf.websocket.event.CloseCodes;

/** Why a connection ended: what cleanup learns as {@code cause}, and what the client sees. */
public enum CloseCause {
    /** The client sent a close frame. */
    CLIENT_CLOSE("client-close", CloseCodes.NORMAL, ""),

    /** The socket ended without a close frame. */
    CONNECTION_LOST("connection-lost", CloseCodes.NO_CLOSE_FRAME, ""),

    /** The client left before its handshake was answered. */
    HANDSHAKE_ABANDONED("handshake-abandoned", CloseCodes.NO_CLOSE_FRAME, ""),

    /** Register failed or overran: it may have recorded the connection all the same. */
    REGISTER_FAILED("register-failed", CloseCodes.NO_CLOSE_FRAME, ""),

    /** No message for the idle time. */
    IDLE("idle", CloseCodes.GOING_AWAY, "idle"),

    /** It lasted as long as a connection may. */
    MAX_DURATION("max-duration", CloseCodes.GOING_AWAY, "longest time reached"),

    /** No pong: the peer is gone and its socket does not know. */
    PING_TIMEOUT("ping-timeout", CloseCodes.NO_CLOSE_FRAME, ""),

    /** A message above the limit. */
    TOO_LARGE("too-large", CloseCodes.TOO_LARGE, "message too large"),

    /** Frames against RFC 6455. */
    PROTOCOL_ERROR("protocol-error", CloseCodes.PROTOCOL_ERROR, "protocol error"),

    /** A text message that is not UTF-8. */
    BAD_TEXT("bad-text", CloseCodes.INVALID_TEXT, "text is not UTF-8"),

    /** A function asked for it with {@code closing}. */
    KICK("kick", CloseCodes.NORMAL, ""),

    /** The transmission function failed or overran: Tencent's gateway drops the connection then. */
    FUNCTION_FAILED("function-failed", CloseCodes.INTERNAL_ERROR, "function failed"),

    /** The client reads slower than it is sent to. */
    SLOW_CONSUMER("slow-consumer", CloseCodes.POLICY_VIOLATION, "slow consumer"),

    /** The client sends more than the function can take, and went on although it was not read for long. */
    OVERLOADED("overloaded", CloseCodes.TRY_AGAIN_LATER, "try again later"),

    /** The gateway that held it crashed; its journal says so at the next start, or another gateway does. */
    GATEWAY_CRASH("gateway-crash", CloseCodes.NO_CLOSE_FRAME, ""),

    /** The gateway was cut off for so long that others took it for dead and cleaned up for it. */
    TAKEN_OVER("taken-over", CloseCodes.SERVICE_RESTART, "reconnect"),

    /** The client sends more messages or bytes in a second than it may. */
    RATE_LIMIT("rate-limit", CloseCodes.POLICY_VIOLATION, "rate limit"),

    /** The gateway is stopping. */
    SHUTDOWN("shutdown", CloseCodes.GOING_AWAY, "gateway is stopping"),

    /** The gateway is stopping, and takes its time for it. */
    DRAIN("drain", CloseCodes.SERVICE_RESTART, "service restart");

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
