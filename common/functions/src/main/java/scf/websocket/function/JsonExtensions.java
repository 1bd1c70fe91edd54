package scf.websocket.function;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.Heartbeat;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Utf8;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Message;

/** What the answer asks of the gateway, besides pushes. Not thread-safe. */
final class JsonExtensions {
    private static final Duration LONGEST_DEADLINE = Duration.ofDays(365);

    private @Nullable String context;
    private @Nullable Heartbeat heartbeat;
    private @Nullable String deadline;
    private @Nullable JsonTailAnswers tails;

    void context(String context) {
        String wellFormed = Utf8.wellFormed(context);
        if (!Utf8.isWithin(wellFormed, ExtensionFields.MAX_CONTEXT_BYTES)) {
            throw new IllegalArgumentException("a context has at most " + ExtensionFields.MAX_CONTEXT_BYTES + " bytes");
        }
        this.context = wellFormed;
    }

    void heartbeat(Heartbeat heartbeat) {
        this.heartbeat = heartbeat;
    }

    void deadline(Duration time, CloseReason reason) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(LONGEST_DEADLINE) > 0) {
            throw new IllegalArgumentException("a deadline is one second to a year away");
        }
        // Rounded up: a token is valid until its last second.
        long seconds = time.plusNanos(999_999_999).toSeconds();
        StringBuilder json = new StringBuilder();
        json.append("{\"seconds\":").append(seconds);
        json.append(",\"closeCode\":").append(reason.code());
        add(json, "closeReason", reason.text());
        deadline = json.append('}').toString();
    }

    void noDeadline() {
        deadline = "null";
    }

    void tails(JsonTailAnswers answers) {
        tails = answers;
    }

    /**
     * Returns the JSON; empty if there is nothing to ask.
     *
     * @param answerKey of the event
     */
    Optional<String> json(String answerKey, PushQueue pushes) {
        if (pushes.size() == 0 && context == null && heartbeat == null && deadline == null && tails == null) {
            return Optional.empty();
        }
        StringBuilder json = new StringBuilder();
        json.append('{');
        add(json, ExtensionFields.KEY, answerKey);
        if (context != null) {
            add(json, ExtensionFields.CONTEXT, context);
        }
        if (heartbeat != null) {
            name(json, ExtensionFields.HEARTBEAT);
            write(heartbeat, json);
        }
        if (deadline != null) {
            name(json, ExtensionFields.DEADLINE);
            json.append(deadline);
        }
        if (tails != null) {
            name(json, ExtensionFields.TAILS);
            json.append('[').append(tails.json()).append(']');
        }
        if (pushes.size() > 0) {
            name(json, ExtensionFields.PUSHES);
            json.append('[').append(pushes.json()).append(']');
        }
        return Optional.of(json.append('}').toString());
    }

    private static void write(Heartbeat heartbeat, StringBuilder json) {
        json.append('{');
        if (!heartbeat.replies().isEmpty()) {
            name(json, "reply");
            json.append('{');
            for (Map.Entry<String, String> reply : heartbeat.replies().entrySet()) {
                add(json, reply.getKey(), reply.getValue());
            }
            json.append('}');
        }
        Optional<Message> message = heartbeat.message();
        Optional<Message> swallowed = heartbeat.swallowed();
        if (message.isPresent()) {
            name(json, "every");
            json.append(heartbeat.interval().toSeconds());
            add(json, "send", message.get().data());
        }
        if (swallowed.isPresent()) {
            add(json, "swallow", swallowed.get().data());
        }
        // Both have the same type.
        Optional<Message> either = message.isPresent() ? message : swallowed;
        if (either.isPresent()) {
            add(json, "dataType", either.get().dataType().wireName());
        }
        json.append('}');
    }

    static void add(StringBuilder json, String name, String value) {
        name(json, name);
        quote(json, value);
    }

    static void name(StringBuilder json, String name) {
        if (json.charAt(json.length() - 1) != '{') {
            json.append(',');
        }
        quote(json, name);
        json.append(':');
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        json.append('"');
    }
}
