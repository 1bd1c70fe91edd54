package scf.websocket.gateway.published;

/**
 * A line of the record of {@code host.py}.
 *
 * @param at {@code began} or {@code ended}
 * @param tag the subprotocol that register got, by which a test recognizes its connection
 * @param cause the cause that cleanup got
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

    /** Whether the function has returned without an error. */
    boolean returned() {
        return !began() && error.isEmpty();
    }
}
