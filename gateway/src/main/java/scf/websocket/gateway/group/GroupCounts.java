package scf.websocket.gateway.group;

/** The number of recipients that an action reached or failed to reach; those that closed meanwhile are in neither. */
public record GroupCounts(int delivered, int failed) {}
