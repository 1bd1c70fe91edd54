package scf.websocket.gateway.published;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.testing.RawWebSocket;

/** The ends of connections that one gateway process goes through: those while it runs, then the one of its shutdown. */
enum GatewayScenarios {
    WITH_LIMITS,
    WITH_SHORT_TIMEOUTS;

    private static final byte[] INVALID_UTF_8 = {(byte) 0xC3, 0x28};

    /** The cause of the connections that are open when the gateway is told to stop. */
    CloseCause atShutdown() {
        return this == WITH_LIMITS ? CloseCause.SHUTDOWN : CloseCause.DRAIN;
    }

    /** Each timeout is well above the one before, so that even on a busy machine no connection runs into a later one. */
    String[] options() {
        return this == WITH_LIMITS
                ? new String[] {"--message-rate=5", "--max-message=100000", "--function-timeout=40"}
                : new String[] {
                    "--ping=1",
                    "--pong=2",
                    "--idle=8",
                    "--max-duration=14",
                    "--function-timeout=40",
                    "--drain=1",
                    "--max-message=16384"
                };
    }

    Map<CloseCause, Consumer<EndScenario>> ends() {
        Map<CloseCause, Consumer<EndScenario>> ends = new EnumMap<>(CloseCause.class);
        if (this == WITH_LIMITS) {
            ends.put(CloseCause.CLIENT_CLOSE, ConnectionEnds.closedAfter(client -> client.sendClose(1000, "bye")));
            ends.put(CloseCause.CONNECTION_LOST, ConnectionEnds::loseConnection);
            ends.put(CloseCause.HANDSHAKE_ABANDONED, ConnectionEnds::abandonHandshake);
            ends.put(CloseCause.REGISTER_FAILED, ConnectionEnds::failRegister);
            ends.put(CloseCause.TOO_LARGE, sending("x".repeat(100_001)));
            ends.put(CloseCause.PROTOCOL_ERROR, ConnectionEnds.closedAfter(GatewayScenarios::sendUnknownFrame));
            ends.put(
                    CloseCause.BAD_TEXT,
                    ConnectionEnds.closedAfter(client -> client.send(RawWebSocket.TEXT, INVALID_UTF_8)));
            ends.put(CloseCause.RATE_LIMIT, sending("one", "two", "three", "four", "five", "six", "seven"));
            ends.put(CloseCause.FUNCTION_FAILED, sending("LOST"));
            ends.put(CloseCause.KICK, ConnectionEnds::kick);
            ends.put(CloseCause.SLOW_CONSUMER, ConnectionEnds::stopReading);
        } else {
            ends.put(CloseCause.PING_TIMEOUT, ConnectionEnds::ignorePings);
            ends.put(CloseCause.IDLE, ConnectionEnds::stayIdle);
            ends.put(CloseCause.MAX_DURATION, ConnectionEnds::exceedMaxDuration);
            ends.put(CloseCause.OVERLOADED, ConnectionEnds::overload);
        }
        return ends;
    }

    private static Consumer<EndScenario> sending(String... texts) {
        return ConnectionEnds.closedAfter(
                client -> List.of(texts).forEach(text -> client.send(RawWebSocket.TEXT, text)));
    }

    private static void sendUnknownFrame(RawWebSocket client) {
        client.sendBytes(0x83, 0x80, 0, 0, 0, 0);
    }
}
