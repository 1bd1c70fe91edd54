/**
 * The wire contract: the JSON events that a gateway sends to the functions, and the functions' answers. Source: Tencent
 * Cloud, SCF documentation, page 583/32553; our additions are marked <em>extension</em>.
 */
@NullMarked
package scf.websocket.event;

import org.jspecify.annotations.NullMarked;
