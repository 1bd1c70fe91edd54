package scf.websocket.soak.siege;

import java.util.Arrays;
import java.util.List;

/** Incomplete frames that lack only their end, from many clients of one address. */
final class HalfFrames implements Attack {
    private static final int CLIENTS = 800;

    @Override
    public String name() {
        return "half-frames";
    }

    @Override
    public String about() {
        return CLIENTS + " clients send 250 KB of a frame each and never its end";
    }

    @Override
    public void run(AttackContext context) {
        List<AttackSocket> clients = context.open(CLIENTS);
        byte[] frame = AttackSocket.frameOf(AttackSocket.TEXT, Frames.text(SiegeFunctions.ATTACK + "500", 250_000));
        context.eachSends(clients, Arrays.copyOf(frame, frame.length - 1));
    }
}
