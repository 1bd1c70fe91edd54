package scf.websocket.gateway.journal;

/**
 * A connection that the journal holds as open.
 *
 * @param id its connection id
 * @param apiId the API that it came in by, whose cleanup function is to learn of its end
 */
public record OpenConnection(String id, String apiId) {}
