package scf.websocket.channels.protocol;

/** How many are in a channel. */
public final class PresenceStatsResult implements Result {
    private final int clients;
    private final int users;

    private PresenceStatsResult(int clients, int users) {
        this.clients = clients;
        this.users = users;
    }

    /**
     * @param clients connections
     * @param users distinct users; all anonymous clients are one
     */
    public static PresenceStatsResult of(int clients, int users) {
        return new PresenceStatsResult(clients, users);
    }

    public int clients() {
        return clients;
    }

    public int users() {
        return users;
    }

    @Override
    public void accept(ResultVisitor visitor) {
        visitor.presenceStats(this);
    }
}
