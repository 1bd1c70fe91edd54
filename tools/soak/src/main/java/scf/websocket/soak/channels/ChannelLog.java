package scf.websocket.soak.channels;

import java.util.ArrayList;
import java.util.List;

/** What one client observes in one channel, in order. Thread-safe. */
final class ChannelLog {
    private final List<Observation> observations = new ArrayList<>();

    synchronized void add(Observation observation) {
        observations.add(observation);
    }

    synchronized List<Observation> observations() {
        return List.copyOf(observations);
    }
}
