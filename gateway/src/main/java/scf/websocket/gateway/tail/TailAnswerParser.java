package scf.websocket.gateway.tail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Base64Data;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.session.OutboundFrame;

/** Parses what a function says about one group. Thread-safe. */
final class TailAnswerParser {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final int maxMessageBytes;

    /** @param maxMessageBytes the largest message to a client */
    TailAnswerParser(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** An answer that does not have the documented form. */
    private static final class MalformedAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedAnswer() {
            super(null, null, false, false);
        }
    }

    /** Returns empty if any part is malformed. */
    Optional<TailAnswer> parse(byte[] json) {
        try {
            JsonNode answer = MAPPER.readTree(json);
            String group = answer.path(ExtensionFields.GROUP).textValue();
            String epoch = answer.path(ExtensionFields.EPOCH).textValue();
            if (group == null || epoch == null || !TailEpoch.isValid(epoch)) {
                return Optional.empty();
            }
            long top = number(answer.path(ExtensionFields.TOP), 0);
            return Optional.of(
                    new TailAnswer(group, epoch, top, messages(answer.path(ExtensionFields.MESSAGES), epoch, top)));
        } catch (IOException | IllegalArgumentException | MalformedAnswer e) {
            return Optional.empty();
        }
    }

    private List<TailMessage> messages(JsonNode list, String epoch, long top) {
        if (!list.isArray() && !list.isNull() && !list.isMissingNode()) {
            throw new MalformedAnswer();
        }
        List<TailMessage> messages = new ArrayList<>();
        long last = 0;
        for (JsonNode each : list) {
            long seq = number(each.path(ExtensionFields.SEQ), last + 1);
            last = seq;
            TailMessage message = new TailMessage(
                    epoch, seq, text(each.path(ExtensionFields.DATA)), binary(each.path(ExtensionFields.BINARY)));
            if (message.isEmpty() || seq > top) {
                throw new MalformedAnswer();
            }
            messages.add(message);
        }
        return messages;
    }

    /** Returns a whole number, which may be a string. */
    private static long number(JsonNode node, long least) {
        boolean isWhole = node.isIntegralNumber() && node.canConvertToLong();
        long number = isWhole ? node.longValue() : node.isTextual() ? Long.parseLong(node.textValue()) : -1;
        if (number < least || number == Long.MAX_VALUE) {
            throw new MalformedAnswer();
        }
        return number;
    }

    private @Nullable OutboundFrame text(JsonNode node) {
        return isMissing(node) ? null : fitting(OutboundFrame.text(Utf8.wellFormed(node.textValue())));
    }

    private @Nullable OutboundFrame binary(JsonNode node) {
        return isMissing(node) ? null : fitting(OutboundFrame.binary(Base64Data.decodeLeniently(node.textValue())));
    }

    private static boolean isMissing(JsonNode node) {
        if (!node.isTextual() && !node.isNull() && !node.isMissingNode()) {
            throw new MalformedAnswer();
        }
        return !node.isTextual();
    }

    private OutboundFrame fitting(OutboundFrame frame) {
        if (frame.payloadBytes() > maxMessageBytes) {
            throw new MalformedAnswer();
        }
        return frame;
    }
}
