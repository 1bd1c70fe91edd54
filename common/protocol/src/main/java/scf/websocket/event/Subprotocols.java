package scf.websocket.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses {@code Sec-WebSocket-Protocol} and negotiates the subprotocol: RFC 6455 §4.2.2. */
public final class Subprotocols {
    private Subprotocols() {}

    /** Returns the trimmed names in order, without empty ones; empty for null. Unmodifiable. */
    public static List<String> parse(@Nullable String commaList) {
        if (commaList == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (String part : commaList.split(",", -1)) {
            String name = part.trim();
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return Collections.unmodifiableList(names);
    }

    /**
     * Returns the first subprotocol that the client offers and the server speaks, so the client's preference decides. A
     * server must not answer one that was not offered.
     */
    public static Optional<String> choose(List<String> offered, Collection<String> spoken) {
        return offered.stream().filter(spoken::contains).findFirst();
    }
}
