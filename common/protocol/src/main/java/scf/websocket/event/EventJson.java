package scf.websocket.event;

/**
 * Converts events and answers between JSON and beans as SCF's Java runtimes do, for a runtime that does not. Thread-safe.
 */
public final class EventJson {
    private EventJson() {}

    /**
     * Fills the bean of an event.
     *
     * @param json the event in UTF-8, as the platform delivers it
     * @throws EventException if it is not a JSON object
     */
    public static WebSocketEvent read(byte[] json) {
        return JsonEvents.parse(json);
    }

    /** Writes the properties of an answer, except for those that are null, as UTF-8. */
    public static byte[] write(Reply reply) {
        return Utf8.encode(JsonReplies.write(reply));
    }
}
