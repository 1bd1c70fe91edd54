package scf.websocket.gateway.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import scf.websocket.event.DataType;

/** A client that logs what it gets, and checks that it is a gapless run of one epoch. */
final class SimulatedMember implements TailRecipient {
    private final String name;
    private final DataType takes;
    private final String epoch;
    private final long after;
    private final List<TailMessage> log = new ArrayList<>();
    private boolean isLost;
    private boolean hasLeft;

    SimulatedMember(String name, DataType takes, String epoch, long after) {
        this.name = name;
        this.takes = takes;
        this.epoch = epoch;
        this.after = after;
    }

    TailMember member() {
        return new TailMember(this, takes, epoch, after);
    }

    @Override
    public Executor eventLoop() {
        return Runnable::run;
    }

    @Override
    public void deliver(TailMessage message) {
        if (hasLeft) {
            return;
        }
        assertThat(isLost).as("%s gets nothing once it is lost", this).isFalse();
        assertThat(message.toString()).as("next message of %s", this).isEqualTo(epoch + ":" + (last() + 1));
        assertThat(message.frame(takes)).as("what %s takes", this).isNotNull();
        log.add(message);
    }

    @Override
    public void lost() {
        assertThat(isLost).as("%s is lost once", this).isFalse();
        isLost = !hasLeft;
    }

    void leave() {
        hasLeft = true;
    }

    boolean isLost() {
        return isLost;
    }

    /** Whether it should get the next message. */
    boolean isLive() {
        return !isLost && !hasLeft;
    }

    long last() {
        return log.isEmpty() ? after : log.get(log.size() - 1).seq();
    }

    List<String> log() {
        return log.stream().map(TailMessage::toString).toList();
    }

    /** The last message that it has. */
    String position() {
        return epoch + ":" + last();
    }

    @Override
    public String toString() {
        return name + " from " + epoch + ":" + after + ", which has " + log;
    }
}
