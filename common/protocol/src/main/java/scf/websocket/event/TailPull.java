package scf.websocket.event;

/** Extension: the gateway asks which messages follow a position in an ordered group. Immutable. */
public final class TailPull {
    private final String group;
    private final String epoch;
    private final long after;

    TailPull(String group, String epoch, long after) {
        this.group = group;
        this.epoch = epoch;
        this.after = after;
    }

    public String group() {
        return group;
    }

    /** Returns the epoch that the gateway knows; the group may have another one by now. */
    public String epoch() {
        return epoch;
    }

    /** Returns the number of the last message that the gateway does not need; 0 for none. */
    public long after() {
        return after;
    }

    /** Shows the position only: a group's name may be a client's. */
    @Override
    public String toString() {
        return epoch + ":" + after;
    }
}
