package scf.websocket.channels.store;

/** How many are in a channel. Immutable. */
public final class PresenceCount {
    private final int clients;
    private final int users;

    PresenceCount(int clients, int users) {
        this.clients = clients;
        this.users = users;
    }

    /** Returns the number of connections. */
    public int clients() {
        return clients;
    }

    /** Returns the number of distinct users; all anonymous ones are one. */
    public int users() {
        return users;
    }
}
