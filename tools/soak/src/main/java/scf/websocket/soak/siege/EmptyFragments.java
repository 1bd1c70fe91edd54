package scf.websocket.soak.siege;

import java.util.List;

/** A message of empty fragments that does not end. */
final class EmptyFragments implements Attack {
    private static final int CLIENTS = 40;

    @Override
    public String name() {
        return "empty-fragments";
    }

    @Override
    public String about() {
        return CLIENTS + " clients send empty continuation frames as fast as they are taken";
    }

    @Override
    public void run(Ground ground) {
        byte[] frames = Frames.repeated(Intruder.frameOf(Intruder.MIDDLE), 1000);
        List<Intruder> clients = ground.open(CLIENTS);
        ground.eachSends(clients, Intruder.frameOf(Intruder.FIRST_TEXT, (byte) 'a'));
        while (!clients.isEmpty() && !ground.over()) {
            ground.eachSends(clients, frames);
            Ground.rest(5);
        }
    }
}
