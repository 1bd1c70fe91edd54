package scf.websocket.gateway.tail;

import scf.websocket.event.DataType;

/**
 * Where a member of an ordered group begins.
 *
 * @param epoch of the number, as {@link TailEpoch#isValid} accepts
 * @param after the number of the last message that the client has; 0 for none
 * @param takes which form of the messages it takes
 */
public record TailPosition(String epoch, long after, DataType takes) {}
