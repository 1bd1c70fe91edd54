package scf.websocket.gateway.tail;

import scf.websocket.event.DataType;

/** A member of a tail, and its position. Used by its tail only. */
final class TailMember {
    private final TailRecipient recipient;
    private final DataType takes;
    private final String epoch;

    /** The number of the last message that it has. */
    private long position;

    /** The pulls that began before it joined. */
    private int earlierPulls;

    /** When it began to wait for messages or for its epoch. */
    private long lateSince;

    private long judgedPosition;
    private int fruitlessPulls;

    /** @param after the number of the last message that the client has */
    TailMember(TailRecipient recipient, DataType takes, String epoch, long after) {
        this.recipient = recipient;
        this.takes = takes;
        this.epoch = epoch;
        this.position = after;
        this.judgedPosition = after;
    }

    TailRecipient recipient() {
        return recipient;
    }

    DataType takes() {
        return takes;
    }

    String epoch() {
        return epoch;
    }

    long position() {
        return position;
    }

    void moveTo(long seq) {
        position = seq;
    }

    void joined(int pulls) {
        earlierPulls = pulls;
    }

    /** Whether it was there when a pull began. */
    boolean wasBefore(int pull) {
        return earlierPulls < pull;
    }

    void late(long now) {
        lateSince = now;
    }

    long lateSince() {
        return lateSince;
    }

    /** Counts a pull after which it still lags; returns how many in a row brought it nothing. */
    int fruitless() {
        fruitlessPulls = position == judgedPosition ? fruitlessPulls + 1 : 0;
        judgedPosition = position;
        return fruitlessPulls;
    }
}
