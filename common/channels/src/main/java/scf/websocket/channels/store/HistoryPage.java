package scf.websocket.channels.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.StreamPosition;

/** Publications of a channel, and its newest position at the same moment. Immutable. */
public final class HistoryPage {
    private final StreamPosition top;
    private final List<Publication> publications;

    HistoryPage(StreamPosition top, List<Publication> publications) {
        this.top = top;
        this.publications = Collections.unmodifiableList(new ArrayList<>(publications));
    }

    /** Returns the position of the channel's newest publication, whether it is in this page or not. */
    public StreamPosition top() {
        return top;
    }

    /** Returns the publications in the order that was asked for. Unmodifiable. */
    public List<Publication> publications() {
        return publications;
    }

    /**
     * Returns whether the publications follow an offset without gaps, up to the newest position or the bound of the
     * query.
     *
     * @param isCut whether the query's bound may have cut the page short
     */
    public boolean follows(long offset, boolean isCut) {
        long last = offset;
        for (Publication publication : publications) {
            if (publication.offset() != last + 1) {
                return false;
            }
            last = publication.offset();
        }
        return last == top.offset() || (isCut && !publications.isEmpty());
    }
}
