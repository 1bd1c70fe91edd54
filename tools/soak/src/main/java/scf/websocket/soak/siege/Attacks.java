package scf.websocket.soak.siege;

import java.util.List;

/** All attacks, in their order. */
final class Attacks {
    private Attacks() {}

    static List<Attack> all() {
        return List.of(
                new PingFlood(),
                new PongFlood(),
                new EmptyFragments(),
                new Garbage(),
                new CompressedFlood(),
                new SendAndLeave(),
                new HalfMessages(),
                new HalfFrames(),
                new CloseWithoutReading(),
                new UnreadPushes(),
                new HandshakeFlood(),
                new Slowloris(),
                new KeepAliveSockets(),
                new OddHandshakes(),
                new MessageFlood(),
                new PushBodies(),
                new PushSockets(),
                new TlsStall(),
                new TlsHandshakes(),
                new TlsRenegotiation());
    }
}
