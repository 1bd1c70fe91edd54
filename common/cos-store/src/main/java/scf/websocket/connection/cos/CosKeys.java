package scf.websocket.connection.cos;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import scf.websocket.event.ConnectionId;

/**
 * Keys of connections: a prefix, then the bytes of the id in hexadecimal. The order of keys is that of ids, and no character of a key is
 * treated differently by a path, a query, a list or a signature: an id may hold {@code /} and {@code +}, or be nothing but slashes.
 * Immutable.
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

    /** Empty for an object that is no connection. */
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

    /** A marker after which that key comes, and few others before it. */
    String before(String key) {
        return key.substring(0, key.length() - 1);
    }
}
