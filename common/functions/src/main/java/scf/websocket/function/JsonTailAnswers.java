package scf.websocket.function;

import java.time.Duration;
import java.util.List;
import scf.websocket.app.TailAnswers;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Utf8;
import scf.websocket.push.Deadline;
import scf.websocket.push.NumberedMessage;

/** Writes what an application knows about ordered groups, within the bound on answers. Not thread-safe. */
final class JsonTailAnswers implements TailAnswers {
    /** The bound is on the answer as the runtime writes it, which may escape characters that we do not. */
    static final int MAX_BYTES = ExtensionFields.MAX_TAILS_BYTES / 2;

    /** Of one message that is above {@link #MAX_BYTES} by itself, and would otherwise never be sent. */
    private static final int MAX_SINGLE_BYTES = ExtensionFields.MAX_TAILS_BYTES - 4096;

    private final Deadline deadline;
    private final StringBuilder json = new StringBuilder();
    private int bytes;
    private int groups;
    private boolean isFull;

    JsonTailAnswers(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public boolean add(String group, String epoch, long top, List<NumberedMessage> messages) {
        if (groups == ExtensionFields.MAX_TAILS) {
            throw new IllegalStateException("an answer has at most " + ExtensionFields.MAX_TAILS + " groups");
        }
        check(epoch, top, messages);
        StringBuilder tail = new StringBuilder("{");
        JsonExtensions.add(tail, ExtensionFields.GROUP, group);
        JsonExtensions.add(tail, ExtensionFields.EPOCH, epoch);
        JsonExtensions.name(tail, ExtensionFields.TOP);
        tail.append(top);
        JsonExtensions.name(tail, ExtensionFields.MESSAGES);
        tail.append('[');
        int size = sizeInString(tail) + 4;
        int added = 0;
        for (NumberedMessage message : messages) {
            String one = write(message);
            int more = sizeInString(one) + 1;
            boolean fits = bytes + size + more <= (groups + added == 0 ? MAX_SINGLE_BYTES : MAX_BYTES);
            if (!fits) {
                isFull = true;
                break;
            }
            tail.append(added == 0 ? "" : ",").append(one);
            size += more;
            added++;
        }
        // The gateway counts an answer without the missing messages against the members, and a missing one not.
        if (added > 0 || messages.isEmpty()) {
            append(tail.append("]}"), size);
        }
        return added == messages.size();
    }

    private void append(StringBuilder tail, int size) {
        json.append(groups == 0 ? "" : ",").append(tail);
        bytes += size;
        groups++;
    }

    private static void check(String epoch, long top, List<NumberedMessage> messages) {
        long last = 0;
        for (NumberedMessage message : messages) {
            boolean fits = message.epoch().equals(epoch) && message.number() > last && message.number() <= top;
            if (!fits || message.larger().isEmpty()) {
                throw new IllegalArgumentException(
                        "the messages of a group have one epoch, ascending numbers up to its top, and data");
            }
            last = message.number();
        }
    }

    private static String write(NumberedMessage message) {
        StringBuilder json = new StringBuilder("{");
        JsonExtensions.name(json, ExtensionFields.SEQ);
        json.append(message.number());
        message.text().ifPresent(text -> JsonExtensions.add(json, ExtensionFields.DATA, Utf8.wellFormed(text.data())));
        message.binary().ifPresent(binary -> JsonExtensions.add(json, ExtensionFields.BINARY, binary.data()));
        return json.append('}').toString();
    }

    /** Returns the size in UTF-8 as a part of a JSON string. */
    private static int sizeInString(CharSequence text) {
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            size += c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return size;
    }

    @Override
    public boolean isFull() {
        return isFull;
    }

    @Override
    public Duration remaining() {
        return deadline.remaining();
    }

    int groups() {
        return groups;
    }

    /** Returns the elements of the list. */
    String json() {
        return json.toString();
    }
}
