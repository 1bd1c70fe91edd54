package scf.websocket.gateway.push;

import scf.websocket.gateway.tail.Tails;

/**
 * Everything that pushes can go to.
 *
 * @param connections on any node
 * @param groups on any node
 * @param tails the ordered groups, whose messages have numbers
 * @param watcher gets what was pushed, without payloads
 */
public record PushDispatchers(PushDispatcher connections, GroupDispatcher groups, Tails tails, PushWatcher watcher) {}
