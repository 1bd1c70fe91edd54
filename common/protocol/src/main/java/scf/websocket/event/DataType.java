package scf.websocket.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The type of {@code websocket.data}. */
public enum DataType {
    /** Plain text. */
    TEXT("text"),

    /** Base64-encoded bytes. */
    BINARY("binary");

    private final String wireName;

    DataType(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the value of {@code dataType} on the wire. */
    public String wireName() {
        return wireName;
    }

    /** Returns empty for a name that the protocol does not define. */
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
