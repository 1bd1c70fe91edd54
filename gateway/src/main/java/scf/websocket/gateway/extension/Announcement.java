package scf.websocket.gateway.extension;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Feature;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.trace.TraceMember;

/**
 * Adds to events what an answer may contain, and a one-time key that proves that the function wrote it: functions return
 * text of clients, which must never count. Appends members to the object, so that everything before them stays as
 * Tencent documents it. Thread-safe.
 */
final class Announcement {
    /** A client that guesses a key would speak for the function. */
    private static final int KEY_BYTES = 16;

    private static final Base64.Encoder KEY = Base64.getUrlEncoder().withoutPadding();
    private static final byte[] AFTER_KEY = bytes("\"}");
    private static final byte[] CONTEXT = bytes(",\"" + ExtensionFields.CONTEXT + "\":");

    private static final byte[] NOTHING = {};

    private final SecureRandom random = new SecureRandom();
    private final byte[] untilKey;

    /**
     * @param features at least one
     * @param maxMessageBytes the largest message to a client
     */
    Announcement(Set<Feature> features, int maxMessageBytes) {
        this.untilKey = bytes(",\"" + ExtensionFields.GATEWAY + "\":{\"" + ExtensionFields.FEATURES + "\":\""
                + Feature.list(features) + "\",\"" + ExtensionFields.MAX_MESSAGE + "\":\"" + maxMessageBytes
                + "\",\"" + ExtensionFields.ANSWER_KEY + "\":\"");
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Returns the event with the announcement.
     *
     * @param event a JSON object with at least one member
     * @param context of the connection, as a JSON string; null for none
     * @param trace of the connection; null for none. The event becomes a new operation in it
     */
    AnnouncedEvent add(byte[] event, byte @Nullable [] context, @Nullable TraceParent trace) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        String answerKey = KEY.encodeToString(key);
        byte[] position = trace == null ? NOTHING : TraceMember.of(trace.child(operation()));
        ByteBuffer added = ByteBuffer.allocate(event.length
                + untilKey.length
                + answerKey.length()
                + AFTER_KEY.length
                + (context == null ? 0 : CONTEXT.length + context.length)
                + position.length);
        added.put(event, 0, event.length - 1)
                .put(untilKey)
                .put(bytes(answerKey))
                .put(AFTER_KEY);
        if (context != null) {
            added.put(CONTEXT).put(context);
        }
        added.put(position);
        return new AnnouncedEvent(added.put((byte) '}').array(), answerKey);
    }

    private static long operation() {
        // An id is no secret.
        long id = ThreadLocalRandom.current().nextLong();
        return id == 0 ? 1 : id;
    }
}
