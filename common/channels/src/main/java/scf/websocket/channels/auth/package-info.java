/**
 * Sign-in by JSON Web Tokens with Centrifugo's claims: connection tokens say who a client is, subscription tokens open a
 * channel to it.
 */
@NullMarked
package scf.websocket.channels.auth;

import org.jspecify.annotations.NullMarked;
