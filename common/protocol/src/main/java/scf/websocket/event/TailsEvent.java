package scf.websocket.event;

import java.util.List;

/**
 * Extension: the gateway asks which messages of ordered groups it lacks. It concerns no connection, and is an event of
 * the transmission function. Immutable.
 */
public final class TailsEvent {
    private final List<TailPull> pulls;
    private final Announcement announcement;

    private TailsEvent(List<TailPull> pulls, Announcement announcement) {
        this.pulls = pulls;
        this.announcement = announcement;
    }

    /** @param event its {@code gateway} and {@code tails} */
    static TailsEvent of(String tails, WebSocketEvent event) {
        return new TailsEvent(JsonTails.parse(tails), Announcement.of(event.getGateway()));
    }

    /** Returns one for each group, at most {@value ExtensionFields#MAX_TAILS}. Unmodifiable. */
    public List<TailPull> pulls() {
        return pulls;
    }

    /** Returns what the gateway announces. */
    public Announcement announcement() {
        return announcement;
    }
}
