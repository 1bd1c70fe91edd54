package scf.websocket.connection.cos;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import scf.websocket.event.ConnectionId;

/**
 * Maps connection ids to object keys: a prefix, then the bytes of the id in hexadecimal. Keys sort like ids.
 * Hexadecimal digits need no escaping in paths, queries, lists or signatures, whereas an id may contain {@code /} and
 * {@code +}, or consist of slashes only. Immutable.
 */
final class CosKeys {
    private static final String DIGITS = "0123456789abcdef";

    private final String prefix;

    CosKeys(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    String of(ConnectionId id) {
        StringBuilder key = new StringBuilder(prefix);
        for (byte b : id.value().getBytes(StandardCharsets.US_ASCII)) {
            key.append(DIGITS.charAt(b >> 4)).append(DIGITS.charAt(b & 0xF));
        }
        return key.toString();
    }

    /** Returns empty for an object that is not a connection. */
    Optional<ConnectionId> id(String key) {
        int digits = key.length() - prefix.length();
        if (!key.startsWith(prefix) || digits % 2 != 0) {
            return Optional.empty();
        }
        StringBuilder id = new StringBuilder(digits / 2);
        for (int i = prefix.length(); i < key.length(); i += 2) {
            int high = DIGITS.indexOf(key.charAt(i));
            int low = DIGITS.indexOf(key.charAt(i + 1));
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            id.append((char) (high << 4 | low));
        }
        return Optional.of(id.toString()).filter(ConnectionId::isValid).map(ConnectionId::of);
    }

    /** Returns a marker shortly before the key, so that a list after the marker begins with that key or close to it. */
    String before(String key) {
        return key.substring(0, key.length() - 1);
    }
}
