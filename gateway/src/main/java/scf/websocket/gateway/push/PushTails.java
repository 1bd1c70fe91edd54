package scf.websocket.gateway.push;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.DataType;
import scf.websocket.event.ExtensionFields;
import scf.websocket.gateway.tail.TailEpoch;
import scf.websocket.gateway.tail.TailMessage;
import scf.websocket.gateway.tail.TailPosition;

/** Reads pushes to ordered groups: sends with a number, and joins with a position. Thread-safe. */
final class PushTails {
    private final PushData data;

    PushTails(PushData data) {
        this.data = data;
    }

    /** Whether a send to groups has a number, validly or not. */
    static boolean isNumbered(PushMembers push) {
        return push.has(ExtensionFields.SEQ) || push.has(ExtensionFields.EPOCH) || push.has(ExtensionFields.BINARY);
    }

    /** @throws PushRefusal if anything is missing or invalid */
    PushRequest.Numbered numbered(PushMembers push) {
        String group = group(push);
        long seq = number(push, ExtensionFields.SEQ, 1, PushError.BAD_SEQ);
        String epoch = epoch(push);
        PushJson.Value type = push.get("dataType");
        if (type != null && !DataType.TEXT.wireName().equalsIgnoreCase(type.text())) {
            throw new PushRefusal(PushError.BAD_DATA_TYPE);
        }
        PushJson.Value text = push.get(ExtensionFields.DATA);
        PushJson.Value binary = push.get(ExtensionFields.BINARY);
        return new PushRequest.Numbered(
                group,
                new TailMessage(
                        epoch,
                        seq,
                        text == null ? null : data.text(text),
                        binary == null ? null : data.binary(binary)));
    }

    /** Whether a join has a position, validly or not. */
    static boolean hasPosition(PushMembers push) {
        return push.has(ExtensionFields.AFTER)
                || push.has(ExtensionFields.EPOCH)
                || push.has(ExtensionFields.TAKES)
                || push.has(ExtensionFields.LOST);
    }

    /** @throws PushRefusal if anything is missing or invalid */
    PushOrder.OrderedJoin join(PushMembers push) {
        String group = group(push);
        long after = number(push, ExtensionFields.AFTER, 0, PushError.BAD_AFTER);
        return new PushOrder.OrderedJoin(group, new TailPosition(epoch(push), after, takes(push)), lost(push));
    }

    private static String group(PushMembers push) {
        List<String> names = PushGroups.addressed(push);
        if (push.has("groups") || names.contains(ExtensionFields.EVERYBODY) || push.has("except")) {
            throw new PushRefusal(PushError.BAD_ORDERED_GROUP);
        }
        return names.get(0);
    }

    private static String epoch(PushMembers push) {
        String epoch = push.text(ExtensionFields.EPOCH);
        if (!TailEpoch.isValid(epoch)) {
            throw new PushRefusal(PushError.BAD_EPOCH);
        }
        return epoch;
    }

    /** Returns a whole number, which may be a string. */
    private static long number(PushMembers push, String name, long least, PushError error) {
        PushJson.Value value = push.get(name);
        try {
            if (value != null && value.kind() != PushJson.Kind.OTHER) {
                long number = Long.parseLong(value.text());
                // The greatest has no successor.
                if (number >= least && number < Long.MAX_VALUE) {
                    return number;
                }
            }
        } catch (NumberFormatException e) {
            throw new PushRefusal(error);
        }
        throw new PushRefusal(error);
    }

    private static DataType takes(PushMembers push) {
        PushJson.Value takes = push.get(ExtensionFields.TAKES);
        if (takes == null) {
            return DataType.TEXT;
        }
        return Optional.of(takes)
                .filter(PushJson.Value::isString)
                .flatMap(value -> DataType.parse(value.text()))
                .orElseThrow(() -> new PushRefusal(PushError.BAD_TAKES));
    }

    private PushOrder.Delivery lost(PushMembers push) {
        PushOrder.Delivery lost = notice(push.get(ExtensionFields.LOST));
        boolean isTooLarge =
                lost instanceof PushOrder.Send send && send.frame().payloadBytes() > ExtensionFields.MAX_LOST_BYTES;
        if (lost == null || isTooLarge) {
            throw new PushRefusal(PushError.BAD_LOST);
        }
        return lost;
    }

    private PushOrder.@Nullable Delivery notice(PushJson.@Nullable Value lost) {
        if (lost == null || lost.kind() != PushJson.Kind.OTHER) {
            return null;
        }
        try {
            PushMembers members = PushMembers.parseObject(lost.text()).orElse(null);
            if (members == null || members.has("data") == members.has("closeCode")) {
                return null;
            }
            return members.has("data") ? data.read(members) : PushClose.read(members);
        } catch (IOException | PushRefusal e) {
            return null;
        }
    }
}
