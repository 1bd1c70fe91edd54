/**
 * An application with channels, for clients of Centrifugo's protocol: {@link ChannelsApp} handles the events, {@link
 * ChannelPolicy} and {@link Channels} are for the code of a product.
 */
@NullMarked
package scf.websocket.channels;

import org.jspecify.annotations.NullMarked;
