package scf.websocket.api;

/** A method of the API. Thread-safe. */
@FunctionalInterface
interface ApiMethod {
    /**
     * Runs a command.
     *
     * @return the result, as JSON
     * @throws ApiException if it is answered with an error
     * @throws scf.websocket.channels.ChannelException if a channel does not offer what is asked for
     */
    String run(JsonParams params, ApiServices services);
}
