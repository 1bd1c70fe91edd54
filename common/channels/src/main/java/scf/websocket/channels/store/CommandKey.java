package scf.websocket.channels.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.event.ConnectionId;

/** Identifies the command that publishes, in a channel, however often it is repeated. Immutable. */
public final class CommandKey {
    private static final int BYTES = 16;

    private final byte[] digest;

    private CommandKey(String text) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            this.digest = Arrays.copyOf(whole, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * @param command the client's number
     * @param data of the publication: a client that uses a number twice does not lose what it says
     */
    public static CommandKey of(ConnectionId connection, int command, JsonData data) {
        return new CommandKey("command:" + connection + ":" + Integer.toUnsignedString(command) + ":" + data.text());
    }

    /** @param key chosen by a caller, of any length */
    public static CommandKey of(String key) {
        return new CommandKey("key:" + key);
    }

    /** Returns a key that nobody else has. */
    public static CommandKey random() {
        return new CommandKey("random:" + UUID.randomUUID());
    }

    /** Returns 16 bytes. */
    byte[] digest() {
        return digest.clone();
    }
}
