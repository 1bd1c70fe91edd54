package scf.websocket.gateway.push;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Action;
import scf.websocket.event.CloseCodes;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ExtendedPush;
import scf.websocket.event.Utf8;

/**
 * Parses a push: page 583/32553 of Tencent's documentation and, unless {@code strict}, our lists, groups, probes and
 * close codes, and the variants that published functions send. With {@code strict}, the members of extensions are ignored as
 * unknown. Thread-safe.
 */
final class PushParser {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String LIST = "secConnectionIDs";

    private final boolean strict;
    private final PushData data;
    private final PushTails tails;

    /** @param maxMessageBytes the largest message to a client */
    PushParser(boolean strict, int maxMessageBytes) {
        this.strict = strict;
        this.data = new PushData(strict, maxMessageBytes);
        this.tails = new PushTails(data);
    }

    /** Parses the body of a push. Never throws, whatever the body is. */
    PushRequest parse(byte[] body) {
        return parse(() -> PushMembers.parse(text(body)));
    }

    /** Parses what the {@code websocket} member of a push holds. Never throws, whatever it is. */
    PushRequest parseMembers(byte[] object) {
        return parse(() -> PushMembers.parseObject(text(object)));
    }

    /** Reads the members of a push; empty if there are none. */
    private interface Source {
        Optional<PushMembers> read() throws IOException;
    }

    private PushRequest parse(Source source) {
        try {
            PushMembers push = source.read().orElseThrow(() -> new PushRefusal(PushError.MALFORMED));
            return strict ? single(push) : extended(push);
        } catch (IOException e) {
            return new PushRequest.Invalid(PushError.MALFORMED);
        } catch (PushRefusal e) {
            return new PushRequest.Invalid(e.error());
        }
    }

    /** JSON is UTF-8 regardless of the content type (RFC 8259 §8.1), with or without a byte order mark. */
    private static String text(byte[] body) {
        String text = Utf8.decode(body).orElseThrow(() -> new PushRefusal(PushError.NOT_UTF8));
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    private PushRequest extended(PushMembers push) {
        boolean isMembership = isMembership(push.text("action"));
        if (PushGroups.areNamed(push) && !isMembership) {
            return group(push);
        }
        if (push.has("except")) {
            throw new PushRefusal(PushError.BAD_EXCEPT);
        }
        return push.has(LIST) ? batch(push) : single(push);
    }

    private static boolean isMembership(String action) {
        return action.equals(ExtendedPush.JOIN) || action.equals(ExtendedPush.LEAVE);
    }

    private PushRequest group(PushMembers push) {
        if (push.has("secConnectionID") || push.has(LIST)) {
            throw new PushRefusal(PushError.GROUP_AND_CONNECTION);
        }
        if (PushTails.isNumbered(push) && push.text("action").equals(Action.DATA_SEND)) {
            return tails.numbered(push);
        }
        if (order(push) instanceof PushOrder.Delivery order) {
            return new PushRequest.Group(order, PushGroups.addressed(push), PushGroups.except(push));
        }
        throw new PushRefusal(PushError.PROBE_OF_GROUP);
    }

    private PushRequest single(PushMembers push) {
        String id = push.text("secConnectionID");
        if (!ConnectionId.isValid(id)) {
            throw new PushRefusal(PushError.BAD_CONNECTION_ID);
        }
        return new PushRequest.Single(order(push), id);
    }

    private PushRequest batch(PushMembers push) {
        if (push.get("secConnectionID") != null) {
            throw new PushRefusal(PushError.TWO_FORMS);
        }
        List<PushJson.@Nullable Value> list = push.list(LIST);
        if (list == null || list.isEmpty() || list.size() > ExtendedPush.MAX_RECIPIENTS) {
            throw new PushRefusal(PushError.BAD_LIST);
        }
        Set<String> ids = new LinkedHashSet<>(list.size() * 2);
        Set<String> malformed = new LinkedHashSet<>();
        for (PushJson.@Nullable Value item : list) {
            // One malformed id in an application's table must not block the other recipients.
            if (item != null && item.isString() && ConnectionId.isValid(item.text())) {
                ids.add(item.text());
            } else {
                malformed.add(item == null ? "null" : item.json());
            }
        }
        return new PushRequest.Batch(order(push), new ArrayList<>(ids), List.copyOf(malformed));
    }

    private PushOrder order(PushMembers push) {
        String action = push.text("action");
        if (action.equals(Action.DATA_SEND) || isMeantToSend(action, push)) {
            return data.read(push);
        }
        if (action.equals(Action.CLOSING)) {
            return strict ? new PushOrder.Close(CloseCodes.NORMAL, "") : PushClose.read(push);
        }
        if (strict) {
            throw new PushRefusal(PushError.BAD_ACTION);
        }
        return switch (action) {
            case ExtendedPush.PROBE -> new PushOrder.Probe();
            case ExtendedPush.JOIN ->
                PushTails.hasPosition(push) ? tails.join(push) : new PushOrder.Join(PushGroups.joined(push));
            case ExtendedPush.LEAVE -> new PushOrder.Leave(PushGroups.joined(push));
            default -> throw new PushRefusal(PushError.BAD_ACTION);
        };
    }

    /** Published functions push the action of the event that invoked them, together with data. */
    private boolean isMeantToSend(String action, PushMembers push) {
        boolean ofAnEvent = action.equals(Action.CONNECTING) || action.equals(Action.DATA_RECV);
        return !strict && ofAnEvent && push.get("data") != null;
    }
}
