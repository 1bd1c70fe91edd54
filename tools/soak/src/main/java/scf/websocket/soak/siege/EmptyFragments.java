package scf.websocket.soak.siege;

import java.util.List;

/** A message of empty fragments that does not end. */
final class EmptyFragments implements Attack {
    private static final int CLIENTS = 4;
    private static final int FRAMES = 2_000_000;

    @Override
    public String name() {
        return "empty-fragments";
    }

    @Override
    public String about() {
        return CLIENTS + " clients: each sends 2 million empty continuation frames";
    }

    @Override
    public void run(Ground ground) {
        byte[] frames = Frames.repeated(Intruder.frameOf(Intruder.MIDDLE), 1000);
        List<Intruder> clients = ground.open(CLIENTS);
        ground.eachSends(clients, Intruder.frameOf(Intruder.FIRST_TEXT, (byte) 'a'));
        for (int sent = 0; sent < FRAMES && !clients.isEmpty() && !ground.over(); sent += 1000) {
            ground.eachSends(clients, frames);
            Ground.rest(5);
        }
    }
}
