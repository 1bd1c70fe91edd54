package scf.websocket.testing.gateway;

/**
 * How a connection ended, as its client saw it.
 *
 * @param code of the close frame; 1006 if there was none
 * @param reason of the close frame, empty if it gave none
 */
public record ClientClosed(int code, String reason) {}
