package scf.websocket.channels.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A position in a channel's history: the offset of the last known publication, and the epoch it belongs to. Offsets of
 * different epochs have nothing to do with each other. Immutable.
 */
public final class StreamPosition {
    private final long offset;
    private final String epoch;

    private StreamPosition(long offset, String epoch) {
        this.offset = offset;
        this.epoch = epoch;
    }

    /**
     * @param offset not negative; 0 before the first publication
     * @param epoch empty if the client does not know it
     */
    public static StreamPosition of(long offset, String epoch) {
        if (offset < 0) {
            throw new IllegalArgumentException("an offset is not negative");
        }
        return new StreamPosition(offset, epoch);
    }

    /** Returns the offset of the last publication; 0 before the first. */
    public long offset() {
        return offset;
    }

    /** Returns a random text; empty if it is not known. */
    public String epoch() {
        return epoch;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamPosition
                && offset == ((StreamPosition) other).offset
                && epoch.equals(((StreamPosition) other).epoch);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(offset) + epoch.hashCode();
    }

    @Override
    public String toString() {
        return offset + "@" + epoch;
    }
}
