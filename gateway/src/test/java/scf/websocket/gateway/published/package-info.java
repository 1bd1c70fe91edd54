/** Published functions as real processes behind the packaged gateway; their sources are in {@code resources/published}. */
package scf.websocket.gateway.published;
