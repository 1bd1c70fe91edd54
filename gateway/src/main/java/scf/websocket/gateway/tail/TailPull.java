package scf.websocket.gateway.tail;

import scf.websocket.gateway.group.GroupKey;

/**
 * A question to the function: which messages follow.
 *
 * @param epoch that the tail has
 * @param after the number of the last message that the tail and all its members have
 */
record TailPull(GroupKey group, String epoch, long after) {}
