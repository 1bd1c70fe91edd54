package scf.websocket.gateway.group;

/**
 * The outcome of an action on groups.
 *
 * @param delivered recipients on this node that it reached
 * @param failed recipients on this node that it did not reach; those that closed meanwhile are in neither
 * @param forwarded whether it was passed on to other nodes, if there are any
 */
public record GroupCounts(int delivered, int failed, boolean forwarded) {
    public GroupCounts notForwarded() {
        return new GroupCounts(delivered, failed, false);
    }
}
