package scf.websocket.channels.store;

import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.StreamPosition;

/** A stored publication. Immutable. */
public final class Published {
    private final StreamPosition position;
    private final Publication publication;
    private final boolean isRepeated;

    private Published(StreamPosition position, Publication publication, boolean isRepeated) {
        this.position = position;
        this.publication = publication;
        this.isRepeated = isRepeated;
    }

    /** @param publication with offset and time */
    static Published first(String epoch, Publication publication) {
        return new Published(StreamPosition.of(publication.offset(), epoch), publication, false);
    }

    /** @param publication of the command that was repeated; perhaps not what was stored */
    static Published repeated(StreamPosition position, Publication publication) {
        return new Published(position, publication.withOffset(position.offset()), true);
    }

    public StreamPosition position() {
        return position;
    }

    /** Returns the publication with its offset, and its time unless it is {@link #isRepeated}. */
    public Publication publication() {
        return publication;
    }

    /** Returns whether the command had published before; then the position is that of the first time. */
    public boolean isRepeated() {
        return isRepeated;
    }
}
