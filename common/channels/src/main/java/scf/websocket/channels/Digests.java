package scf.websocket.channels;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import scf.websocket.event.ConnectionId;

/** Names derived from a connection's id, which itself is a secret of the gateway and the functions. */
final class Digests {
    private static final int CHANNEL_BYTES = 6;

    private Digests() {}

    /** Returns what other clients call the connection. */
    static String client(ConnectionId id) {
        ByteBuffer bytes = ByteBuffer.wrap(digest("client:" + id.value()));
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    /**
     * Returns eight characters that stand for a channel in the context of a connection. A client cannot look for
     * another channel with the same ones, because it does not know the id.
     */
    static String channel(ConnectionId id, String channel) {
        byte[] digest = digest("channel:" + id.value() + ":" + channel);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, CHANNEL_BYTES));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
