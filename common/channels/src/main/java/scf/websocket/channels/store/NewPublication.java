package scf.websocket.channels.store;

import scf.websocket.channels.protocol.Publication;

/** A publication to store. Immutable. */
public final class NewPublication {
    private final String channel;
    private final Publication publication;
    private final CommandKey key;
    private final HistoryLimits limits;

    private NewPublication(String channel, Publication publication, CommandKey key, HistoryLimits limits) {
        this.channel = channel;
        this.publication = publication;
        this.key = key;
        this.limits = limits;
    }

    /**
     * @param publication its offset and time are ignored
     * @param key of the command: a second publication with it is the first one
     */
    public static NewPublication of(String channel, Publication publication, CommandKey key, HistoryLimits limits) {
        return new NewPublication(channel, publication, key, limits);
    }

    public String channel() {
        return channel;
    }

    public Publication publication() {
        return publication;
    }

    public CommandKey key() {
        return key;
    }

    public HistoryLimits limits() {
        return limits;
    }
}
