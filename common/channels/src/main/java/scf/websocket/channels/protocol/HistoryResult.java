package scf.websocket.channels.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Publications that a channel keeps, and its newest position. */
public final class HistoryResult implements Result {
    private final List<Publication> publications;
    private final StreamPosition top;

    private HistoryResult(List<Publication> publications, StreamPosition top) {
        this.publications = publications;
        this.top = top;
    }

    public static HistoryResult of(List<Publication> publications, StreamPosition top) {
        return new HistoryResult(Collections.unmodifiableList(new ArrayList<>(publications)), top);
    }

    /** Unmodifiable. */
    public List<Publication> publications() {
        return publications;
    }

    public StreamPosition top() {
        return top;
    }

    @Override
    public void accept(ResultVisitor visitor) {
        visitor.history(this);
    }
}
