/** Channels, publications and subscriptions: the port {@link ChannelStore} and its adapter on MySQL. */
@NullMarked
package scf.websocket.channels.store;

import org.jspecify.annotations.NullMarked;
