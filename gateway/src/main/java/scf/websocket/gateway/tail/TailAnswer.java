package scf.websocket.gateway.tail;

import java.util.List;

/**
 * What the function knows about a group.
 *
 * @param top the number of the last message of the epoch; 0 for none
 * @param messages those that follow the requested number, as many as the function has and likes to send; of this epoch,
 * with ascending numbers
 */
record TailAnswer(String group, String epoch, long top, List<TailMessage> messages) {
    TailAnswer {
        messages = List.copyOf(messages);
    }

    /** Shows no data. */
    @Override
    public String toString() {
        return epoch + ":" + top + " " + messages;
    }
}
