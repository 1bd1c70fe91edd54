/**
 * The wire contract: the JSON events that a gateway sends to the functions, and what the functions answer. Source: Tencent
 * Cloud, SCF documentation, page 583/32553; what is ours beyond it is marked <em>extension</em>.
 */
@NullMarked
package scf.websocket.event;

import org.jspecify.annotations.NullMarked;
