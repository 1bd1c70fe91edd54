/** The options of channels, and what they allow to whom. Options have Centrifugo's names and meaning. */
@NullMarked
package scf.websocket.channels.config;

import org.jspecify.annotations.NullMarked;
