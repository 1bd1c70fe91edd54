package scf.websocket.gateway.connection;

import java.util.stream.Stream;
import scf.websocket.event.CloseCodes;

/** Why a connection ended: the {@code cause} reported to cleanup, and the close code sent to the client. */
public enum CloseCause {
    /** The client sent a close frame. */
    CLIENT_CLOSE("client-close", CloseCodes.NORMAL, ""),

    /** The socket ended without a close frame. */
    CONNECTION_LOST("connection-lost", CloseCodes.NO_CLOSE_FRAME, ""),

    /** The client left before its handshake was answered. */
    HANDSHAKE_ABANDONED("handshake-abandoned", CloseCodes.NO_CLOSE_FRAME, ""),

    /** Register failed or timed out; it may have stored the connection nevertheless. */
    REGISTER_FAILED("register-failed", CloseCodes.NO_CLOSE_FRAME, ""),

    /** No message within the idle timeout. */
    IDLE("idle", CloseCodes.GOING_AWAY, "idle"),

    /** The connection reached its maximum duration. */
    MAX_DURATION("max-duration", CloseCodes.GOING_AWAY, "longest time reached"),

    /** A function's answer set a deadline, which has passed. */
    DEADLINE("deadline", CloseCodes.NORMAL, ""),

    /** No pong arrived: the peer is gone although its socket is still open. */
    PING_TIMEOUT("ping-timeout", CloseCodes.NO_CLOSE_FRAME, ""),

    /** A message exceeded the size limit. */
    TOO_LARGE("too-large", CloseCodes.TOO_LARGE, "message too large"),

    /** A frame violated RFC 6455. */
    PROTOCOL_ERROR("protocol-error", CloseCodes.PROTOCOL_ERROR, "protocol error"),

    /** A text message that is not UTF-8. */
    BAD_TEXT("bad-text", CloseCodes.INVALID_TEXT, "text is not UTF-8"),

    /** A function closed the connection with {@code closing}. */
    KICK("kick", CloseCodes.NORMAL, ""),

    /** The transmission function failed or timed out; Tencent's gateway drops the connection in this case. */
    FUNCTION_FAILED("function-failed", CloseCodes.INTERNAL_ERROR, "function failed"),

    /** The client reads more slowly than data is sent to it. */
    SLOW_CONSUMER("slow-consumer", CloseCodes.POLICY_VIOLATION, "slow consumer"),

    /**
     * The client sends faster than the function can process, and did not slow down after the gateway stopped reading
     * for a long time.
     */
    OVERLOADED("overloaded", CloseCodes.TRY_AGAIN_LATER, "try again later"),

    /** The connection's gateway crashed; reported by its journal at the next start, or by another gateway. */
    GATEWAY_CRASH("gateway-crash", CloseCodes.NO_CLOSE_FRAME, ""),

    /** The gateway was isolated for so long that others considered it dead and cleaned up for it. */
    TAKEN_OVER("taken-over", CloseCodes.SERVICE_RESTART, "reconnect"),

    /** The client exceeded its rate of messages or bytes. */
    RATE_LIMIT("rate-limit", CloseCodes.POLICY_VIOLATION, "rate limit"),

    /** The gateway is stopping. */
    SHUTDOWN("shutdown", CloseCodes.GOING_AWAY, "gateway is stopping"),

    /** The gateway is stopping gradually. */
    DRAIN("drain", CloseCodes.SERVICE_RESTART, "service restart");

    private final String wireName;
    private final int closeCode;
    private final String closeReason;

    CloseCause(String wireName, int closeCode, String closeReason) {
        this.wireName = wireName;
        this.closeCode = closeCode;
        this.closeReason = closeReason;
    }

    /** Returns the cause with that wire name, or {@link #GATEWAY_CRASH} if there is none. */
    public static CloseCause ofWireName(String name) {
        return Stream.of(values())
                .filter(cause -> cause.wireName.equals(name))
                .findFirst()
                .orElse(GATEWAY_CRASH);
    }

    public String wireName() {
        return wireName;
    }

    /**
     * The code sent to the client unless the caller chose another. 1006 is never sent: it means that no close frame can
     * be.
     */
    public int closeCode() {
        return closeCode;
    }

    public String closeReason() {
        return closeReason;
    }

    /** Whether the client, or its network, ended the connection. */
    boolean isFromClient() {
        return this == CLIENT_CLOSE || this == CONNECTION_LOST || this == HANDSHAKE_ABANDONED;
    }

    /** Whether the client violated the protocol, so the gateway does not wait for its close frame (RFC 6455 §7.1.7). */
    public boolean failsConnection() {
        return this == PROTOCOL_ERROR || this == TOO_LARGE || this == BAD_TEXT || this == RATE_LIMIT;
    }

    /** Whether messages received before the end still reach the function. */
    public boolean deliversWaitingEvents() {
        return this != FUNCTION_FAILED && this != TAKEN_OVER;
    }
}
