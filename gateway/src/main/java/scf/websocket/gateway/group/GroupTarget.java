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
 * @param except ids of connections that are left out
 */
public record GroupTarget(String apiId, List<String> names, Set<String> except) {
    public GroupTarget {
        names = List.copyOf(names);
        except = Collections.unmodifiableSet(new LinkedHashSet<>(except));
    }

    /** Whether it addresses every connection of the API. */
    public boolean isEverybody() {
        return names.contains(ExtensionFields.EVERYBODY);
    }
}
