package scf.websocket.gateway.published;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.testing.RawWebSocket;

/** What is played with one gateway: the ends of connections while it runs, and the one that comes with its own. */
enum EndsOfOneGateway {
    WITH_LIMITS,
    WITH_LITTLE_PATIENCE;

    private static final byte[] NO_UTF_8 = {(byte) 0xC3, 0x28};

    /** When the gateway is asked to stop. */
    CloseCause last() {
        return this == WITH_LIMITS ? CloseCause.SHUTDOWN : CloseCause.DRAIN;
    }

    /** Each time is well above the one before, so that on a busy machine, too, each connection ends in its own way. */
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

    Map<CloseCause, Consumer<Scene>> ends() {
        Map<CloseCause, Consumer<Scene>> ends = new EnumMap<>(CloseCause.class);
        if (this == WITH_LIMITS) {
            ends.put(CloseCause.CLIENT_CLOSE, ConnectionEnds.closedAfter(client -> client.sendClose(1000, "bye")));
            ends.put(CloseCause.CONNECTION_LOST, ConnectionEnds::loseConnection);
            ends.put(CloseCause.HANDSHAKE_ABANDONED, ConnectionEnds::abandonHandshake);
            ends.put(CloseCause.REGISTER_FAILED, ConnectionEnds::failRegister);
            ends.put(CloseCause.TOO_LARGE, saying("x".repeat(100_001)));
            ends.put(CloseCause.PROTOCOL_ERROR, ConnectionEnds.closedAfter(EndsOfOneGateway::sendUnknownFrame));
            ends.put(
                    CloseCause.BAD_TEXT,
                    ConnectionEnds.closedAfter(client -> client.send(RawWebSocket.TEXT, NO_UTF_8)));
            ends.put(CloseCause.RATE_LIMIT, saying("one", "two", "three", "four", "five", "six", "seven"));
            ends.put(CloseCause.FUNCTION_FAILED, saying("LOST"));
            ends.put(CloseCause.KICK, ConnectionEnds::kick);
            ends.put(CloseCause.SLOW_CONSUMER, ConnectionEnds::readNothing);
        } else {
            ends.put(CloseCause.PING_TIMEOUT, ConnectionEnds::answerNoPing);
            ends.put(CloseCause.IDLE, ConnectionEnds::sayNothing);
            ends.put(CloseCause.MAX_DURATION, ConnectionEnds::stayTooLong);
            ends.put(CloseCause.OVERLOADED, ConnectionEnds::sayTooMuch);
        }
        return ends;
    }

    private static Consumer<Scene> saying(String... texts) {
        return ConnectionEnds.closedAfter(
                client -> List.of(texts).forEach(text -> client.send(RawWebSocket.TEXT, text)));
    }

    private static void sendUnknownFrame(RawWebSocket client) {
        client.sendBytes(0x83, 0x80, 0, 0, 0, 0);
    }
}
