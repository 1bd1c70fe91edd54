package scf.websocket.app;

import java.time.Duration;
import java.util.List;
import scf.websocket.push.NumberedMessage;

/**
 * Collects what an application knows about ordered groups, for the answer to one event. The answer is bounded: what
 * does not fit is left out, and the gateway asks again. Valid for one event; not thread-safe.
 */
public interface TailAnswers {
    /**
     * Answers about one group. Messages that do not fit are left out; if none fits, so is the group.
     *
     * @param epoch the current one; if it is not the epoch of the question, the messages are ignored
     * @param top the number of the last message of this epoch; 0 for none
     * @param messages those that follow the number in the question, ascending, without those that were deleted; may end
     *     before {@code top}
     * @return whether all messages fitted
     * @throws IllegalArgumentException if a message is of another epoch, above {@code top}, not above the one before, or
     *     has no data
     */
    boolean add(String group, String epoch, long top, List<NumberedMessage> messages);

    /** Returns whether no further message fits; positions without messages still do. */
    boolean isFull();

    /** Returns the time left to handle this event, never negative. */
    Duration remaining();
}
