package scf.websocket.gateway.push;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ExtendedPush;
import scf.websocket.event.ExtensionFields;
import scf.websocket.gateway.group.GroupKey;

/** Reads {@code group}, {@code groups} and {@code except} of a push. */
final class PushGroups {
    private PushGroups() {}

    /** Whether a push names groups, validly or not. */
    static boolean areNamed(PushMembers push) {
        return push.has("group") || push.has("groups");
    }

    /**
     * Returns the groups that a push addresses, without duplicates.
     *
     * @throws PushRefusal if they are invalid
     */
    static List<String> addressed(PushMembers push) {
        if (!areNamed(push)) {
            throw new PushRefusal(PushError.NO_GROUP);
        }
        if (push.has("group") && push.has("groups")) {
            throw new PushRefusal(PushError.TWO_GROUP_FORMS);
        }
        if (push.has("group")) {
            return List.of(name(push.get("group")));
        }
        List<PushJson.@Nullable Value> list = push.list("groups");
        if (list == null || list.isEmpty() || list.size() > ExtendedPush.MAX_GROUPS) {
            throw new PushRefusal(PushError.BAD_GROUPS);
        }
        Set<String> names = new LinkedHashSet<>(list.size() * 2);
        list.forEach(value -> names.add(name(value)));
        return new ArrayList<>(names);
    }

    /**
     * Returns the groups to join or leave.
     *
     * @throws PushRefusal if there are none, or if they are invalid
     */
    static List<String> joined(PushMembers push) {
        List<String> names = addressed(push);
        if (names.contains(ExtensionFields.EVERYBODY)) {
            throw new PushRefusal(PushError.EVERYBODY);
        }
        return names;
    }

    private static String name(PushJson.@Nullable Value value) {
        if (value == null || !value.isString() || !GroupKey.isName(value.text())) {
            throw new PushRefusal(PushError.BAD_GROUP);
        }
        return value.text();
    }

    /**
     * Returns the ids in {@code except}. Ignores elements that cannot be ids, because no connection has them.
     *
     * @throws PushRefusal if it is not a list, or too long
     */
    static Set<String> except(PushMembers push) {
        if (!push.has("except")) {
            return Set.of();
        }
        List<PushJson.@Nullable Value> list = push.list("except");
        if (list == null || list.size() > ExtendedPush.MAX_RECIPIENTS) {
            throw new PushRefusal(PushError.BAD_EXCEPT);
        }
        Set<String> ids = new LinkedHashSet<>(list.size() * 2);
        for (PushJson.@Nullable Value value : list) {
            if (value != null && value.isString() && ConnectionId.isValid(value.text())) {
                ids.add(value.text());
            }
        }
        return ids;
    }
}
