package scf.websocket.channels.store;

import java.util.UUID;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.event.ConnectionId;

/** Identifies the command that publishes, in a channel, however often it is repeated. Immutable. */
public final class CommandKey {
    private final byte[] digest;

    private CommandKey(String text) {
        this.digest = KeyDigest.of(text);
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
