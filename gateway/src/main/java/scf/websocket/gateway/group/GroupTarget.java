package scf.websocket.gateway.group;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import scf.websocket.event.ExtensionFields;

/**
 * The recipients of a push to groups: every connection that is in one of them, once.
 *
 * @param names of groups, without duplicates, each as {@link GroupKey#isName} accepts
 * @param without groups whose members are left out
 * @param except ids of connections that are left out
 */
public record GroupTarget(String apiId, List<String> names, List<String> without, Set<String> except) {
    public GroupTarget {
        names = List.copyOf(names);
        without = List.copyOf(without);
        except = Collections.unmodifiableSet(new LinkedHashSet<>(except));
    }

    public static GroupTarget of(String apiId, List<String> names, Set<String> except) {
        return new GroupTarget(apiId, names, List.of(), except);
    }

    /** Whether it addresses every connection of the API. */
    public boolean isEverybody() {
        return names.contains(ExtensionFields.EVERYBODY);
    }
}
