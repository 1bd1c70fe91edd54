package scf.websocket.gateway.published;

/**
 * A line of the record of {@code host.py}.
 *
 * @param at {@code began} or {@code ended}
 * @param tag of register: the subprotocol, by which a test knows its connection
 * @param cause of cleanup
 * @param error empty if the function returned, or has not ended
 */
record Invocation(
        String at, String function, String connection, String action, String tag, String cause, String error) {
    boolean began() {
        return at.equals("began");
    }

    boolean is(String name) {
        return function.equals(name);
    }

    /** It ended, and the function returned. */
    boolean returned() {
        return !began() && error.isEmpty();
    }
}
