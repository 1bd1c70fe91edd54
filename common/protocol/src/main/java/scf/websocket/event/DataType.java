package scf.websocket.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code websocket.data} holds. */
public enum DataType {
    /** The text itself. */
    TEXT("text"),

    /** Bytes in base64. */
    BINARY("binary");

    private final String wireName;

    DataType(String wireName) {
        this.wireName = wireName;
    }

    /** The value of {@code dataType} on the wire. */
    public String wireName() {
        return wireName;
    }

    /** Empty for a name that the protocol does not know. */
    public static Optional<DataType> parse(@Nullable String wireName) {
        if (TEXT.wireName.equals(wireName)) {
            return Optional.of(TEXT);
        }
        if (BINARY.wireName.equals(wireName)) {
            return Optional.of(BINARY);
        }
        return Optional.empty();
    }
}
