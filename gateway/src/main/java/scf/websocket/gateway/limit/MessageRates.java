package scf.websocket.gateway.limit;

/**
 * What each client may send.
 *
 * @param messagesPerSecond 0 for any
 * @param bytesPerSecond of payload, as they come from the wire; 0 for any
 */
public record MessageRates(int messagesPerSecond, int bytesPerSecond) {}
