package scf.websocket.channels.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The clients in a channel. */
public final class PresenceResult implements Result {
    private final List<ClientInfo> clients;

    private PresenceResult(List<ClientInfo> clients) {
        this.clients = clients;
    }

    public static PresenceResult of(Collection<ClientInfo> clients) {
        return new PresenceResult(Collections.unmodifiableList(new ArrayList<>(clients)));
    }

    /** Unmodifiable. */
    public List<ClientInfo> clients() {
        return clients;
    }

    @Override
    public void accept(ResultVisitor visitor) {
        visitor.presence(this);
    }
}
