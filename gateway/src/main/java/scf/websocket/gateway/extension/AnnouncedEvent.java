package scf.websocket.gateway.extension;

/**
 * An event as a function gets it.
 *
 * @param bytes the event as UTF-8 JSON
 * @param answerKey what an answer must repeat in order to use extensions; empty if nothing is announced
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record AnnouncedEvent(byte[] bytes, String answerKey) {
    /** Shows neither the event, which contains client data, nor the key. */
    @Override
    public String toString() {
        return "event of " + bytes.length + " bytes";
    }
}
