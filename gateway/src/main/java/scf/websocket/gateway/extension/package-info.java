/**
 * Our extensions of events and answers: what an event announces, and what a function's answer asks for. Knows neither
 * connections nor pushes; others apply what is read here.
 */
@NullMarked
package scf.websocket.gateway.extension;

import org.jspecify.annotations.NullMarked;
