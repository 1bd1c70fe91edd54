/** Functions as they were published, as real processes behind the finished gateway: their sources are in {@code resources/published}. */
package scf.websocket.gateway.published;
